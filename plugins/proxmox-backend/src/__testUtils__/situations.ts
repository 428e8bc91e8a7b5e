import type { ProxmoxGuest } from '@reverb256/backstage-plugin-proxmox-common';
import type { GuestStatus } from '@reverb256/backstage-plugin-proxmox-node';
import type { GuestSituation } from '../actions/obstacles';

/** In what a situation differs from that of a virtual machine that runs on a node that answers. */
export interface Differences {
  guest?: Partial<ProxmoxGuest>;
  now?: Partial<GuestStatus>;
  nodeOnline?: boolean;
}

/** What is known of a guest before it is changed: a virtual machine that runs on node forge. */
export function situationOf({
  guest = {},
  now = {},
  nodeOnline = true,
}: Differences = {}): GuestSituation {
  const type = guest.type ?? 'qemu';
  return {
    canOperate: true,
    subject: {
      source: 'home',
      nodeOnline,
      guest: {
        id: `${type}/100`,
        vmid: '100',
        type,
        name: 'web',
        node: 'forge',
        status: 'running',
        template: false,
        tags: [],
        ...guest,
      },
    },
    now: { status: 'running', ha: { managed: false }, ...now },
  };
}

/** As a guest that HA manages is told. */
export const MANAGED = { ha: { managed: true, state: 'started' } };
/** As a container is told. */
export const CONTAINER = { type: 'lxc', id: 'lxc/100' } as const;
