import {
  SourceFailure,
  type TurnLimit,
} from '@reverb256/backstage-plugin-infra-node';
import type { ProxmoxInventory } from '@reverb256/backstage-plugin-proxmox-common';

/** So many reads on demand are under way at a node, and in all of a cluster: collectors keep their part of its limit. */
const AT_A_NODE = 2;
const IN_A_CLUSTER = 5;

/** Of a read that any node can answer. */
export const clusterLimits = (cluster: string): TurnLimit[] => [
  { key: cluster, atOnce: IN_A_CLUSTER },
];

/** Of a read that is about a node. */
export const nodeLimits = (cluster: string, node: string): TurnLimit[] => [
  { key: `${cluster}/${node}`, atOnce: AT_A_NODE },
  ...clusterLimits(cluster),
];

/** `on 2026-11-24 at 10:05 UTC` */
const inWords = (time: string) => {
  const [day, clock] = new Date(time).toISOString().split('T');
  return `on ${day} at ${clock.slice(0, 5)} UTC`;
};

/**
 * Whoever is known to be offline is not asked: the answer would only be that, after some seconds.
 *
 * @throws SourceFailure while the node is offline
 */
export function assertOnline(inventory: ProxmoxInventory, node: string): void {
  const { status, lastOnlineAt } = inventory.nodes[node] ?? {};
  if (status !== 'offline') return;
  throw new SourceFailure(
    'unreachable',
    `Node ${node} is offline${
      lastOnlineAt ? `, and was last seen online ${inWords(lastOnlineAt)}` : ''
    }, so it was not asked. Check that it runs and is connected.`,
  );
}
