import type {
  GuestBackups,
  ProxmoxGuest,
  ProxmoxInventory,
  ProxmoxStorage,
} from '@reverb256/backstage-plugin-proxmox-common';
import { toBackups } from '../details/guest-parts';
import { clusterLimits, nodeLimits } from './limits';
import type { ReadDeps } from './read-deps';
import { lackingForBackups, leftOut, tokenPermissions } from './token-sight';

/** A slow storage must not hold back what others tell, in seconds: less than the limit on the whole. */
const STORAGE_TIMEOUT_SECONDS = 9;

const FRESH_SECONDS = 60;

/** The storages for backups that a node has; of a shared one the place where it can be read now. */
export function backupStorages(
  { storages }: ProxmoxInventory,
  node: string,
): ProxmoxStorage[] {
  const all = Object.values(storages).filter(each =>
    each.content.includes('backup'),
  );
  return all
    .filter(each => each.node === node)
    .map(here => {
      if (!here.shared || here.status === 'available') return here;
      const elsewhere = all.find(
        each =>
          each.shared &&
          each.storage === here.storage &&
          each.status === 'available',
      );
      return elsewhere ?? here;
    });
}

type Deps = Pick<ReadDeps, 'clients' | 'cache'>;

async function readStorage(
  { clients, cache }: Deps,
  cluster: string,
  { node, storage }: ProxmoxStorage,
  vmid: string,
) {
  const reading = await cache.read({
    key: [cluster, 'backups', node, storage, vmid].join('/'),
    title: `The backups on storage ${storage}`,
    freshSeconds: FRESH_SECONDS,
    timeoutSeconds: STORAGE_TIMEOUT_SECONDS,
    limits: nodeLimits(cluster, node),
    async read(signal) {
      const rows = await clients
        .get(cluster)
        .details.storageContent(
          { node, storage },
          { content: 'backup', vmid },
          { signal },
        );
      // Some storages do not heed the filter.
      return toBackups(rows.filter(row => String(row.vmid ?? vmid) === vmid));
    },
  });
  return { storage, reading };
}

/** The guests that no enabled job includes, or why that cannot be read. */
const readNotBackedUp = ({ clients, cache }: Deps, cluster: string) =>
  cache.read({
    key: `${cluster}/not-backed-up`,
    title: 'Which guests no backup job includes',
    freshSeconds: FRESH_SECONDS,
    timeoutSeconds: STORAGE_TIMEOUT_SECONDS,
    limits: clusterLimits(cluster),
    async read(signal) {
      const rows = await clients.get(cluster).details.notBackedUp({ signal });
      return rows.map(({ vmid }) => String(vmid));
    },
  });

/** What the jobs say of a guest: of a list that could not be read anew nothing is said. */
function inJobs(
  { data, error }: Awaited<ReturnType<typeof readNotBackedUp>>,
  vmid: string,
): Pick<GuestBackups, 'inNoJob' | 'jobsUnread'> {
  if (error) return { jobsUnread: error.message };
  return data ? { inNoJob: data.includes(vmid) } : {};
}

/**
 * The backups of a guest on all storages that its node has. Each storage is a read of its own: one that is away, or slow,
 * is named, and takes nothing away from what the others tell.
 */
export async function readBackups(
  deps: Deps,
  cluster: string,
  guest: ProxmoxGuest,
  inventory: ProxmoxInventory,
): Promise<GuestBackups> {
  const storages = backupStorages(inventory, guest.node);
  const isReadable = (each: ProxmoxStorage) =>
    each.status === 'available' ||
    inventory.nodes[each.node]?.status !== 'offline';
  const [answers, notBackedUp, permissions] = await Promise.all([
    Promise.all(
      storages
        .filter(isReadable)
        .map(each => readStorage(deps, cluster, each, guest.vmid)),
    ),
    readNotBackedUp(deps, cluster),
    tokenPermissions(deps, cluster),
  ]);
  const { token } = deps.clients.get(cluster).cluster;
  const whyUnread = ({ storage, reading }: (typeof answers)[number]) => {
    if (reading.error) return reading.error.message;
    if (!permissions) {
      return `What the token ${token.id} may see on ${storage} could not be read, and Proxmox VE leaves out what it may not.`;
    }
    const missing = lackingForBackups(permissions, storage, guest.vmid);
    if (missing.length === 0) return undefined;
    return leftOut(`backups on ${storage}`, token.id, missing).message;
  };
  const away = storages.filter(each => !isReadable(each));
  return {
    backups: answers
      .flatMap(({ reading }) => reading.data ?? [])
      .sort((a, b) => (a.createdAt < b.createdAt ? 1 : -1)),
    unread: [
      ...answers.flatMap(answer => {
        const message = whyUnread(answer);
        return message ? [{ storage: answer.storage, message }] : [];
      }),
      ...away.map(({ storage, node }) => ({
        storage,
        message: `Storage ${storage} is on node ${node}, which is offline.`,
      })),
    ],
    ...inJobs(notBackedUp, guest.vmid),
  };
}
