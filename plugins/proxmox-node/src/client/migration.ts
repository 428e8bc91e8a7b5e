import type { z } from 'zod';
import type {
  containerMigrationSchema,
  vmMigrationSchema,
} from '../api/change-schemas';

/** What keeps a guest from a node. @public */
export interface MigrationBlocks {
  /** Storages of its disks that the node does not have. */
  storages: string[];
  /** HA resources whose rules forbid it, as `vm:101`, and the kind of rule. */
  haResources: { sid: string; cause?: string }[];
}

/** What a cluster says of moving a guest, before it is moved. @public */
export interface MigrationConditions {
  /** Nodes that nothing keeps it from; absent where the cluster does not say. */
  allowedNodes?: string[];
  /** By node. */
  blocks: Record<string, MigrationBlocks>;
  /** On storages that are not shared; unknown of containers. */
  localDisks: {
    volume: string;
    sizeBytes?: number;
    cdrom: boolean;
    unused: boolean;
  }[];
  /** Devices of the node that it uses, as `hostpci0`: it cannot leave them. */
  localResources: string[];
  /** HA resources that go with it. */
  dependentHaResources: string[];
}

/** Whatever else keeps it away, such as a mapped device, has a member of its own name: the node is then not allowed. */
type Blocked = Record<
  string,
  {
    unavailable_storages?: string[];
    'blocking-ha-resources'?: { sid: string; cause?: string }[];
  }
>;

const blocksOf = (blocked: Blocked = {}): MigrationConditions['blocks'] =>
  Object.fromEntries(
    Object.entries(blocked).map(([node, why]) => [
      node,
      {
        storages: why.unavailable_storages ?? [],
        haResources: why['blocking-ha-resources'] ?? [],
      },
    ]),
  );

/** From what Proxmox VE says of a virtual machine. */
export const ofVm = (
  answer: z.infer<typeof vmMigrationSchema>,
): MigrationConditions => ({
  allowedNodes: answer.allowed_nodes,
  blocks: blocksOf(answer.not_allowed_nodes),
  localDisks: (answer.local_disks ?? []).map(disk => ({
    volume: disk.volid ?? '',
    sizeBytes: disk.size,
    cdrom: disk.cdrom ?? false,
    unused: disk.is_unused ?? false,
  })),
  localResources: answer.local_resources ?? [],
  dependentHaResources: answer['dependent-ha-resources'] ?? [],
});

/** From what Proxmox VE says of a container. */
export const ofContainer = (
  answer: z.infer<typeof containerMigrationSchema>,
): MigrationConditions => ({
  allowedNodes: answer['allowed-nodes'],
  blocks: blocksOf(answer['not-allowed-nodes']),
  localDisks: [],
  localResources: [],
  dependentHaResources: answer['dependent-ha-resources'] ?? [],
});
