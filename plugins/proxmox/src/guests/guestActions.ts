import type { ActionRequest } from '@reverb256/backstage-plugin-infra-react';
import type { GuestRow } from './guestRows';

/** An action that a guest's menu offers. */
export interface GuestAction {
  /** Its name in the Proxmox backend. */
  action: string;
  label: string;
}

const START: GuestAction = { action: 'start-guest', label: 'Start' };
const SHUT_DOWN: GuestAction = { action: 'shutdown-guest', label: 'Shut down' };

/** What makes sense for a guest as it is. Nothing where nobody knows how it is. */
export function guestActions({ guest, lastKnownAt }: GuestRow): GuestAction[] {
  if (guest.template || lastKnownAt !== undefined) return [];
  if (guest.status === 'running') return [SHUT_DOWN];
  if (guest.status === 'stopped') return [START];
  return [];
}

/** The action on that guest, as it is sent. */
export function requestOf(row: GuestRow, action: GuestAction): ActionRequest {
  return {
    pluginId: 'proxmox',
    action: action.action,
    input: { cluster: row.cluster, guest: row.guest.id },
  };
}
