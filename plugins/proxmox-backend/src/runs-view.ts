import type {
  BackstageCredentials,
  PermissionsService,
} from '@backstage/backend-plugin-api';
import { NotFoundError } from '@backstage/errors';
import type { RunResource } from '@reverb256/backstage-plugin-infra-common';
import type {
  RunsView,
  SnapshotStore,
} from '@reverb256/backstage-plugin-infra-node';
import {
  guestTypes,
  RESOURCE_TYPE_PROXMOX_GUEST,
  type ProxmoxInventory,
} from '@reverb256/backstage-plugin-proxmox-common';
import { parseUpid } from '@reverb256/backstage-plugin-proxmox-node';
import { RESOURCE_TYPE_GUESTS } from './actions/bulk-target';
import { guestSight, type GuestSight } from './guest-sight';
import { guestOfTask } from './tasks/task-guest';

/** The resource type of tasks that somebody stops: their ids are `<cluster>/<UPID>`. */
const RESOURCE_TYPE_TASK = 'proxmox-task';

interface About {
  /** The name of the cluster in the configuration. */
  source: string;
  /** What the guest may be called in the inventory: of a task only the number is known. */
  ids: readonly string[];
}

/** The guest that a run is about, where it is about one. */
function aboutOf({ type, id }: RunResource): About | 'many' | undefined {
  const [source, ...rest] = id.split('/');
  const name = rest.join('/');
  if (type === RESOURCE_TYPE_PROXMOX_GUEST) {
    return { source, ids: [name] };
  }
  // That a refusal was about nothing that there is says that others are.
  if (type === RESOURCE_TYPE_GUESTS || type === 'unknown') return 'many';
  const task = type === RESOURCE_TYPE_TASK ? parseUpid(name) : undefined;
  const vmid = task && guestOfTask(task);
  return vmid
    ? { source, ids: guestTypes.map(kind => `${kind}/${vmid}`) }
    : undefined;
}

/**
 * Runs and audit records are seen by whoever may read the guests that they are about. One about many guests, or about a
 * guest that is gone, is seen by whoever may read all; one about no guest by everybody who may see runs.
 */
export function createRunsView(options: {
  permissions: PermissionsService;
  store: Pick<SnapshotStore, 'read'>;
}): RunsView {
  const { permissions, store } = options;

  const readInventory = async (source: string) => {
    try {
      return (await store.read<ProxmoxInventory>('inventory', source)).data;
    } catch (error) {
      if (error instanceof NotFoundError) return undefined;
      throw error;
    }
  };

  const seesSome = async (
    abouts: readonly ReturnType<typeof aboutOf>[],
    sight: GuestSight,
  ): Promise<boolean[]> => {
    const inventories = new Map<string, ProxmoxInventory | undefined>();
    for (const about of abouts) {
      if (!about || about === 'many' || inventories.has(about.source)) continue;
      inventories.set(about.source, await readInventory(about.source));
    }
    return abouts.map(about => {
      if (!about) return true;
      if (about === 'many') return false;
      const { source, ids } = about;
      const guests = inventories.get(source)?.guests ?? {};
      // By name: a page of runs times all guests would be millions of looks.
      const id = ids.find(each => Object.hasOwn(guests, each));
      return id !== undefined && sight.sees({ source, guest: guests[id] });
    });
  };

  return async (
    resources: readonly RunResource[],
    credentials: BackstageCredentials,
  ) => {
    const sight = await guestSight(permissions, credentials);
    if (sight.extent === 'all') return resources.map(() => true);
    const abouts = resources.map(aboutOf);
    return sight.extent === 'none'
      ? abouts.map(about => about === undefined)
      : seesSome(abouts, sight);
  };
}
