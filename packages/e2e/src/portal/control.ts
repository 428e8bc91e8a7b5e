import { readLabFile } from './labFile';

/** The node names of the lab, as its issue fixes them. */
export const labNodes = ['nexus', 'forge', 'closet'] as const;
export type LabNode = (typeof labNodes)[number];

const portalToken = 'ctrl@pve!inspect';

/** What tests do to the lab, over its control API. */
export const control = {
  /** Everything back to the seed. */
  reset: () => post('/reset'),
  /** Cuts the power of a node. */
  kill: (node: LabNode) => post('/proxmox/nodes/kill', { node }),
  /** Switches a node on again. */
  revive: (node: LabNode) => post('/proxmox/nodes/revive', { node }),
  /** Moves the lab's time forward. */
  advance: (seconds: number) => post('/clock/advance', { seconds }),
  /** As somebody types `ha-manager crm-command node-maintenance` on a node. */
  setMaintenance: (node: LabNode, enabled: boolean) =>
    post('/proxmox/nodes/maintenance', { node, enabled }),
  /** Gives a node another certificate, as when it renews its own. */
  rotateCertificate: (node: LabNode) =>
    post('/proxmox/certificates/rotate', { node }),
  /** Whether a guest does what it is asked to. */
  setGuest: (vmid: number, change: { ignoresShutdown?: boolean }) =>
    post('/proxmox/guests/set', { vmid, ...change }),
  /** Takes a storage away from all nodes; shown once they have looked again, five minutes later. */
  unmount: (storage: string) =>
    post('/proxmox/storages/set', { storage, active: false }),
  /** Takes the portal's own token away. */
  revokePortalToken: () => post('/proxmox/tokens/revoke', { id: portalToken }),
};

async function post(path: string, body: object = {}): Promise<void> {
  const url = `${readLabFile().control.url}${path}`;
  const response = await fetch(url, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify(body),
  });
  if (!response.ok) {
    throw new Error(
      `The lab refused ${path} ${JSON.stringify(body)}: ${
        response.status
      } ${await response.text()}`,
    );
  }
}
