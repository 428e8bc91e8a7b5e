import type {
  BackstageCredentials,
  PermissionsService,
} from '@backstage/backend-plugin-api';
import type { Snapshot } from '@reverb256/backstage-plugin-infra-common';
import type {
  SnapshotStore,
  SnapshotView,
} from '@reverb256/backstage-plugin-infra-node';
import type {
  ProxmoxAddresses,
  ProxmoxInventory,
  ProxmoxTasks,
} from '@reverb256/backstage-plugin-proxmox-common';
import { guestSight, visibleVmids } from './guest-sight';
import { digestOf } from './guest-view';
import { guestOfTask } from './tasks/task-guest';

/** What decides about a kind of snapshot that says something of guests without being their inventory. */
interface ViewDeps {
  store: Pick<SnapshotStore, 'read' | 'sources'>;
  permissions: PermissionsService;
}

/**
 * A view that is decided by the guests of the inventory: what is about one that the caller may not see is left out.
 *
 * @param keep - what of the data stays, where only such guests may be seen
 */
async function viewByGuests<T extends object>(
  { store, permissions }: ViewDeps,
  credentials: BackstageCredentials,
  keep: (data: T, sees: (vmid: string) => boolean) => T,
): Promise<SnapshotView<T> | undefined> {
  const sight = await guestSight(permissions, credentials);
  if (sight.extent === 'all') return undefined;
  const inventories = new Map<string, Snapshot<ProxmoxInventory>>();
  for (const { name } of store.sources) {
    inventories.set(
      name,
      await store.read<ProxmoxInventory>('inventory', name),
    );
  }
  return {
    // Tags and pools decide, and they are in the inventory.
    digest: digestOf(
      sight.decision,
      ...[...inventories.values()].map(({ version }) => version),
    ),
    apply(snapshot) {
      const { data, source } = snapshot;
      if (!data) return snapshot;
      const inventory = inventories.get(source)?.data;
      return {
        ...snapshot,
        data: keep(data, visibleVmids(sight, source, inventory)),
      };
    },
  };
}

const pick = <V>(
  record: Record<string, V>,
  keep: (key: string, value: V) => boolean,
) =>
  Object.fromEntries(
    Object.entries(record).filter(([key, value]) => keep(key, value)),
  );

/** What of the tasks somebody may see: undefined for all of them. */
export const tasksView = (deps: ViewDeps, credentials: BackstageCredentials) =>
  viewByGuests<ProxmoxTasks>(deps, credentials, (data, sees) => ({
    tasks: pick(data.tasks, (_, task) => {
      const vmid = guestOfTask(task);
      return vmid === undefined || sees(vmid);
    }),
  }));

/** What of the addresses somebody may see: undefined for all of them. */
export const addressesView = (
  deps: ViewDeps,
  credentials: BackstageCredentials,
) =>
  viewByGuests<ProxmoxAddresses>(deps, credentials, (data, sees) => ({
    guests: pick(data.guests, id => sees(id.split('/')[1])),
  }));
