import type { BackstageCredentials } from '@backstage/backend-plugin-api';
import type {
  Run,
  RunResource,
} from '@reverb256/backstage-plugin-infra-common';
import { callerOf } from './caller';

/**
 * Decides which things somebody may see, and so which runs and audit records about them; an answer for each, in order.
 *
 * @public
 */
export type RunsView = (
  resources: readonly RunResource[],
  credentials: BackstageCredentials,
) => Promise<boolean[]>;

/** For a plugin whose things are seen by whoever may see runs. */
export const everythingVisible: RunsView = async resources =>
  resources.map(() => true);

/** How much is looked at for one page, at most: who may see little is not to have everything read at each request. */
const LOOKED_AT = 10_000;

/** What is shown if its resource may be seen, or to its owner. */
interface Viewed {
  /** Who sees it whatever it is about; nobody if not given. */
  owner?: string;
  resource: RunResource;
}

/** Those that somebody may see: of what they may see, and their own. */
export async function visibleOf<T>(
  items: readonly T[],
  viewedOf: (item: T) => Viewed,
  credentials: BackstageCredentials,
  view: RunsView,
): Promise<T[]> {
  if (items.length === 0) return [];
  const viewed = items.map(viewedOf);
  const visible = await view(
    viewed.map(({ resource }) => resource),
    credentials,
  );
  const { actor } = callerOf(credentials);
  return items.filter(
    (_, index) => visible[index] || viewed[index].owner === actor,
  );
}

/** One's own runs are seen whatever they are about. */
export const ownedRun = ({ actor, resource }: Run): Viewed => ({
  owner: actor,
  resource,
});

/** Whether somebody may see a run. */
export async function isRunVisible(
  run: Run,
  credentials: BackstageCredentials,
  view: RunsView,
): Promise<boolean> {
  return (await visibleOf([run], ownedRun, credentials, view)).length > 0;
}

/** A page, and after which item the next one begins where it ends before it is full. */
export interface VisiblePage<T> {
  items: T[];
  next?: T;
}

/**
 * One page of what somebody may see: reads on until it is full, or there is no more, or much was looked at in vain.
 *
 * @param read - the page after an item, or the first; shorter than `limit` when it is the last
 */
export async function visiblePage<T>(options: {
  limit: number;
  read: (after: T | undefined) => Promise<T[]>;
  visible: (items: T[]) => Promise<T[]>;
}): Promise<VisiblePage<T>> {
  const { limit, read, visible } = options;
  const page: T[] = [];
  let last: T | undefined;
  for (let looked = 0; looked < LOOKED_AT; ) {
    const items = await read(last);
    page.push(...(await visible(items)));
    looked += items.length;
    if (page.length >= limit || items.length < limit) {
      return { items: page.slice(0, limit) };
    }
    last = items[items.length - 1];
  }
  return { items: page, next: last };
}
