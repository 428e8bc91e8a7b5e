import type { Entity } from '@backstage/catalog-model';
import {
  ANNOTATION_PROXMOX_CLUSTER,
  ANNOTATION_PROXMOX_GUEST,
  ANNOTATION_PROXMOX_NODE,
} from '@reverb256/backstage-plugin-proxmox-common';
import type { GuestRef } from '../guest/useGuest';
import type { NodeRef } from '../nodes/page/useNode';

/** What of Proxmox an entity stands for, or runs in. */
export type ProxmoxOf =
  | { type: 'guest'; of: GuestRef }
  | { type: 'node'; of: NodeRef }
  | { type: 'cluster'; of: { cluster: string } };

/** Kinds that may stand for something of Proxmox, or run in it. */
const kinds = ['resource', 'component'];

/**
 * What the annotations of an entity name. A guest before its node before its cluster; nothing where the cluster is not
 * named, or the guest is not written as `qemu/100`.
 */
export function proxmoxOf({
  kind,
  metadata,
}: Pick<Entity, 'kind' | 'metadata'>): ProxmoxOf | undefined {
  const { annotations = {} } = metadata;
  const cluster = annotations[ANNOTATION_PROXMOX_CLUSTER];
  if (!kinds.includes(kind.toLowerCase()) || !cluster) return undefined;
  const guest = annotations[ANNOTATION_PROXMOX_GUEST];
  if (guest !== undefined) {
    return /^(qemu|lxc)\/[1-9]\d*$/.test(guest)
      ? { type: 'guest', of: { cluster, guest } }
      : undefined;
  }
  const node = annotations[ANNOTATION_PROXMOX_NODE];
  if (node) return { type: 'node', of: { cluster, node } };
  return { type: 'cluster', of: { cluster } };
}
