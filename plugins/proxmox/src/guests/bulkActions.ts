import type { ProxmoxInventory } from '@reverb256/backstage-plugin-proxmox-common';
import { guestActions } from './guestActions';
import { localDisksField, shutdownForm, targetField } from './guestForms';
import type { OpenAction } from './GuestOperations';
import type { GuestRow } from './guestRows';

/** The backend takes no more in one action. */
export const MOST_AT_ONCE = 500;

/** An action on several guests. */
export interface BulkAction extends OpenAction {
  /** Of how many of them it is: those that it makes sense for. */
  count: number;
  /** As for an action on one guest. */
  isFormOptional?: boolean;
}

const rowsFor = (rows: readonly GuestRow[], action: string) =>
  rows.filter(row => guestActions(row).some(each => each.action === action));

function bulkAction(
  action: string,
  label: string,
  rows: readonly GuestRow[],
): BulkAction {
  return {
    request: {
      pluginId: 'proxmox',
      action,
      input: { guests: rows.map(row => row.id) },
    },
    label,
    count: rows.length,
  };
}

/**
 * What can be done with these guests together.
 *
 * @returns and why something cannot be, for people
 */
export function bulkActions(
  rows: readonly GuestRow[],
  inventoryOf: (cluster: string) => ProxmoxInventory | undefined,
): { actions: BulkAction[]; note?: string } {
  const start = rowsFor(rows, 'start-guest');
  const shutdown = rowsFor(rows, 'shutdown-guest');
  const migrate = rowsFor(rows, 'migrate-guest');
  const clusters = new Set(migrate.map(row => row.cluster));
  const [cluster] = clusters;
  const isOneCluster = clusters.size <= 1;
  return {
    actions: [
      bulkAction('start-guests', 'Start', start),
      {
        ...bulkAction('shutdown-guests', 'Shut down', shutdown),
        form: shutdownForm,
        isFormOptional: true,
      },
      ...(isOneCluster
        ? [
            {
              ...bulkAction('migrate-guests', 'Migrate', migrate),
              form: targetForm(
                cluster === undefined ? undefined : inventoryOf(cluster),
              ),
            },
          ]
        : []),
    ],
    note: isOneCluster
      ? undefined
      : 'Guests are migrated within one cluster: select those of one.',
  };
}

function targetForm(inventory: ProxmoxInventory | undefined) {
  const fields = [targetField(inventory), localDisksField];
  return () => fields;
}
