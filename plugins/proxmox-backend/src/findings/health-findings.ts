import type { HealthReason } from '@reverb256/backstage-plugin-infra-common';
import type { ProxmoxInventory } from '@reverb256/backstage-plugin-proxmox-common';
import type { Part } from './knowledge';

/** The runbook heading of each reason for a cluster's health; what is not here is said by another finding. */
const RUNBOOKS: Record<string, string> = {
  'node-offline': 'proxmox#node-offline',
  'node-unknown': 'proxmox#node-unknown',
  'node-memory-full': 'proxmox#node-memory-full',
  'not-quorate': 'proxmox#not-quorate',
  'storage-full': 'proxmox#storage-full',
  'storage-unavailable': 'proxmox#storage-unavailable',
  'versions-apart': 'proxmox#versions-apart',
};

/** The storage that a path in the inventory names. */
export function storageAt(
  inventory: ProxmoxInventory | undefined,
  path: string | undefined,
) {
  return inventory?.storages[path?.replace(/^storages\//, '') ?? ''];
}

/** The node that a path in the inventory names. */
export function nodeAt(
  inventory: ProxmoxInventory | undefined,
  path: string | undefined,
) {
  return inventory?.nodes[path?.replace(/^nodes\//, '') ?? ''];
}

/** The finding that a reason for a cluster's health is, if it is one. */
export function fromHealth(
  { code, health, message, path }: HealthReason,
  inventory: ProxmoxInventory | undefined,
): Part[] {
  const runbook = RUNBOOKS[code];
  if (!runbook) return [];
  const node = path?.startsWith('nodes/') ? nodeAt(inventory, path) : undefined;
  const storage =
    code === 'storage-full' ? storageAt(inventory, path) : undefined;
  return [
    {
      code,
      severity: health === 'critical' ? 'critical' : 'warning',
      title: message,
      path,
      // A shared storage stays the same thing when the node that told its use dies and another one tells it.
      key: storage?.shared ? `${code}/shared/${storage.storage}` : undefined,
      since: node?.lastOnlineAt,
      runbook,
      evidence: node && {
        status: node.status,
        ...(node.lastOnlineAt && { 'last online': node.lastOnlineAt }),
        ...(node.ip && { address: node.ip }),
      },
    },
  ];
}
