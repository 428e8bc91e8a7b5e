import type {
  ActionForm,
  ActionRequest,
} from '@reverb256/backstage-plugin-infra-react';
import type { ProxmoxInventory } from '@reverb256/backstage-plugin-proxmox-common';
import {
  migrateForm,
  shutdownForm,
  shutdownFormOf,
  snapshotForm,
  suspendForm,
  tagForm,
} from './guestForms';
import type { GuestRow } from './guestRows';

/** How the actions of a guest are grouped in a menu, in this order; what destroys comes last. */
export const guestActionGroups = ['power', 'place', 'keep', 'destroy'] as const;

/** An action that is offered for a guest. */
export interface GuestAction {
  /** Its name in the Proxmox backend. */
  action: string;
  label: string;
  group: (typeof guestActionGroups)[number];
  /** What it is told, unless the form says otherwise. */
  input?: Readonly<Record<string, unknown>>;
  /** What it needs to be told, and from what a person chooses. */
  form?: (row: GuestRow, inventory: ProxmoxInventory | undefined) => ActionForm;
  /** Whether hardly anybody fills the form in: what it offers is then not announced by an ellipsis. */
  isFormOptional?: boolean;
}

const START: GuestAction = {
  action: 'start-guest',
  label: 'Start',
  group: 'power',
};
const SHUT_DOWN: GuestAction = {
  action: 'shutdown-guest',
  label: 'Shut down',
  group: 'power',
  form: shutdownFormOf,
  isFormOptional: true,
};
const REBOOT: GuestAction = {
  action: 'reboot-guest',
  label: 'Reboot',
  group: 'power',
  // A reboot goes past the HA manager.
  form: () => shutdownForm,
  isFormOptional: true,
};
const SUSPEND: GuestAction = {
  action: 'suspend-guest',
  label: 'Suspend',
  group: 'power',
  form: () => suspendForm,
};
const RESUME: GuestAction = {
  action: 'resume-guest',
  label: 'Resume',
  group: 'power',
};
const MIGRATE: GuestAction = {
  action: 'migrate-guest',
  label: 'Migrate',
  group: 'place',
  form: migrateForm,
};
const SNAPSHOT: GuestAction = {
  action: 'snapshot-guest',
  label: 'Take snapshot',
  group: 'keep',
  form: snapshotForm,
};
const TAG: GuestAction = {
  action: 'tag-guest',
  label: 'Change tags',
  group: 'keep',
  // A guest without tags is not asked which ones go.
  input: { remove: [] },
  form: tagForm,
};
const STOP: GuestAction = {
  action: 'stop-guest',
  label: 'Stop',
  group: 'destroy',
};

/** What makes sense for a guest as it is, in the order of a menu. Nothing where nobody knows how it is. */
export function guestActions({ guest, lastKnownAt }: GuestRow): GuestAction[] {
  if (lastKnownAt !== undefined || guest.status === 'unknown') return [];
  if (guest.template) return [MIGRATE, TAG];
  const rest = [MIGRATE, SNAPSHOT, TAG];
  switch (guest.status) {
    case 'running':
      return [
        SHUT_DOWN,
        REBOOT,
        // Of containers it is an experiment of Proxmox VE, and often fails.
        ...(guest.type === 'qemu' ? [SUSPEND] : []),
        ...rest,
        STOP,
      ];
    case 'stopped':
      // It was suspended to disk: what it had in memory is there, and waits.
      return [guest.lock === 'suspended' ? RESUME : START, ...rest];
    case 'paused':
    case 'suspended':
      return [RESUME, ...rest, STOP];
    default:
      return [SHUT_DOWN, ...rest, STOP];
  }
}

/** The action on that guest, as it is sent. */
export function requestOf(row: GuestRow, action: GuestAction): ActionRequest {
  return {
    pluginId: 'proxmox',
    action: action.action,
    input: { cluster: row.cluster, guest: row.guest.id, ...action.input },
  };
}
