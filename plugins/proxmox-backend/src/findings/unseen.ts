import type { Finding } from '@reverb256/backstage-plugin-infra-common';
import { isUnderGap } from '@reverb256/backstage-plugin-infra-node';
import type { ProxmoxInventory } from '@reverb256/backstage-plugin-proxmox-common';
import { nodeAt, storageAt } from './health-findings';
import type { ClusterKnowledge } from './knowledge';

type Inventory = ClusterKnowledge['inventory'];
type Unseen = (
  inventory: ProxmoxInventory,
  path: string | undefined,
  gaps: Inventory['gaps'],
) => boolean;

const isOnline = (inventory: ProxmoxInventory, node: string) =>
  inventory.nodes[node]?.status === 'online';

/**
 * By code: whether an inventory does not tell if what was found is still so. What is about more than that is not in
 * here: certificates, versions and tokens keep by themselves what was last read of each.
 */
const unseen: Record<string, Unseen> = {
  'not-quorate': ({ cluster }) =>
    cluster.quorate === undefined && !cluster.standalone,

  'node-offline': (inventory, path, gaps) => {
    const node = nodeAt(inventory, path);
    // Who is a member is told by the statistics and by the cluster's status: without the latter one may be missing.
    return node ? node.status === 'unknown' : isUnderGap('cluster', gaps);
  },

  // A use is not over because it is not told: the node is away, or the token may not see it.
  'node-memory-full': (inventory, path) => {
    const node = nodeAt(inventory, path);
    return node !== undefined && !node.memory;
  },

  'storage-full': (inventory, path, gaps) => {
    const storage = storageAt(inventory, path);
    if (!storage) return isUnderGap(path, gaps);
    const listed = storage.shared
      ? Object.values(inventory.storages).filter(
          each => each.shared && each.storage === storage.storage,
        )
      : [storage];
    return listed.every(each => !each.use);
  },

  'storage-unavailable': (inventory, path, gaps) => {
    const storage = storageAt(inventory, path);
    return storage
      ? !isOnline(inventory, storage.node)
      : isUnderGap(path, gaps);
  },
};

/** Whether what was found in an inventory before could not be looked at this time. */
export function isUnseenInInventory(
  { code, path }: Pick<Finding, 'code' | 'path'>,
  { data, gaps }: Pick<Inventory, 'data' | 'gaps'>,
): boolean {
  const rule = unseen[code];
  if (!rule) return false;
  return !data || rule(data, path, gaps);
}
