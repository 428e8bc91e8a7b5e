import type { Obstacle, Run } from '@reverb256/backstage-plugin-infra-common';
import {
  nameSome,
  type BulkPlan,
} from '@reverb256/backstage-plugin-infra-node';
import type { GuestSubject } from './guest-target';
import { titleOf, type NamedGuest } from './bulk-target';

/** Why it is not done to a guest. */
export interface Leaving {
  code: string;
  /** In a few words, of one or of many: `already running`. */
  why: string;
}

/** What is known of the guests before anything is done to them. */
export interface BulkSituation {
  guests: readonly NamedGuest[];
  /** The runs in progress on any of them. */
  active: readonly Run[];
  /** Whether credentials for changes are configured for a cluster. */
  canOperate: (cluster: string) => boolean;
  /** Why a guest is left as it is by this action: because it is so already, or is nothing that it is done to. */
  leaves: (subject: GuestSubject) => Leaving | undefined;
}

type NotDone = Leaving & { guest: NamedGuest };

/** What is to be done, what is left, and what it cannot be done to. */
export interface BulkVerdict {
  todo: NamedGuest[];
  /** Of which nothing is to be made. */
  left: NotDone[];
  /** With one of these the whole does not succeed. */
  failed: NotDone[];
}

/** Why it cannot be done to a guest, though somebody wants it. */
function failureOf(
  guest: NamedGuest,
  { active, canOperate }: BulkSituation,
): Leaving | undefined {
  const { key, found } = guest;
  if (!found) {
    return {
      code: 'not-found',
      why: 'not there, as far as the portal may see',
    };
  }
  if (!canOperate(found.source)) {
    return {
      code: 'no-credentials',
      why: `no credentials for changes are configured for cluster ${found.source}`,
    };
  }
  if (!found.nodeOnline) {
    return { code: 'node-offline', why: 'on a node that is not online' };
  }
  if (found.guest.lock) return { code: 'locked', why: 'locked' };
  const other = active.find(run => run.resource.id === key);
  return (
    other && { code: 'busy', why: `${other.actor} is doing something to it` }
  );
}

/** Whether what was read of it is as it is: of a node that is not online it is what was. */
const isSeen = (
  guest: NamedGuest,
): guest is NamedGuest & { found: GuestSubject } =>
  guest.found?.nodeOnline === true;

/** Which guests it is done to, by what was last read: each is looked at again when its turn comes. Pure. */
export function judgeGuests(situation: BulkSituation): BulkVerdict {
  const verdict: BulkVerdict = { todo: [], left: [], failed: [] };
  for (const guest of situation.guests) {
    const leaving = isSeen(guest) ? situation.leaves(guest.found) : undefined;
    const failure = failureOf(guest, situation);
    if (leaving) verdict.left.push({ ...leaving, guest });
    else if (failure) verdict.failed.push({ ...failure, guest });
    else verdict.todo.push(guest);
  }
  return verdict;
}

function grouped(all: readonly NotDone[]): NotDone[][] {
  const groups = new Map<string, NotDone[]>();
  for (const each of all) {
    const key = `${each.code} ${each.why}`;
    groups.set(key, [...(groups.get(key) ?? []), each]);
  }
  return [...groups.values()];
}

/** What stands in the way: of some, which is a warning; of all, which is why nothing is begun. Pure. */
export function bulkObstacles({ todo, left, failed }: BulkVerdict): Obstacle[] {
  const severity = todo.length === 0 ? 'block' : 'warning';
  const say = (group: NotDone[], words: string): Obstacle => {
    const [{ code, why }] = group;
    const names = nameSome(group.map(({ guest }) => titleOf(guest)));
    return { code, severity, message: `${words} (${why}): ${names}.` };
  };
  return [
    ...grouped(left).map(group =>
      say(group, group.length === 1 ? 'Left as it is' : 'Left as they are'),
    ),
    ...grouped(failed).map(group => say(group, 'Cannot be done, and fails')),
  ];
}

const itemsOf = (all: readonly NotDone[]) =>
  all.map(({ guest, why }) => ({
    title: titleOf(guest),
    reason: `${why[0].toUpperCase()}${why.slice(1)}.`,
  }));

/** The same for the run. Pure. */
export const planOf = ({ todo, left, failed }: BulkVerdict): BulkPlan => ({
  items: todo.map(guest => ({ key: guest.key, title: titleOf(guest) })),
  left: itemsOf(left),
  failed: itemsOf(failed),
});

/** Guests that the HA manager keeps in a state, as a sentence; none where there are none. Pure. */
export function haSentence(todo: readonly NamedGuest[]): string[] {
  const managed = todo.filter(({ found }) => found?.guest.haState);
  if (managed.length === 0) return [];
  return [
    `${managed.length} of them ${
      managed.length === 1 ? 'is' : 'are'
    } managed by HA: the HA manager is asked, and the end is the state that it reaches.`,
  ];
}
