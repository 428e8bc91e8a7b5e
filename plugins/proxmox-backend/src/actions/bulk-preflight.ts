import type { Obstacle, Run } from '@reverb256/backstage-plugin-infra-common';
import {
  nameSome,
  type BulkPlan,
} from '@reverb256/backstage-plugin-infra-node';
import type { GuestSubject } from './guest-target';
import { titleOf, type NamedGuest } from './bulk-target';

/** Why a guest is left as it is. */
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
  /** Why a guest is left as it is by this action. */
  leaves: (subject: GuestSubject) => Leaving | undefined;
}

/** What is to be done, and what is left and why. */
export interface BulkVerdict {
  todo: NamedGuest[];
  left: (Leaving & { guest: NamedGuest })[];
}

function leavingOf(
  guest: NamedGuest,
  { active, canOperate, leaves }: BulkSituation,
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
  const leaving = leaves(found);
  if (leaving) return leaving;
  if (found.guest.lock) return { code: 'locked', why: 'locked' };
  const other = active.find(run => run.resource.id === key);
  return (
    other && { code: 'busy', why: `${other.actor} is doing something to it` }
  );
}

/** Which guests it is done to, by what was last read: each is looked at again when its turn comes. Pure. */
export function judgeGuests(situation: BulkSituation): BulkVerdict {
  const verdict: BulkVerdict = { todo: [], left: [] };
  for (const guest of situation.guests) {
    const leaving = leavingOf(guest, situation);
    if (leaving) verdict.left.push({ ...leaving, guest });
    else verdict.todo.push(guest);
  }
  return verdict;
}

/** What stands in the way: of some, which is a warning; of all, which is why nothing is begun. Pure. */
export function bulkObstacles({ todo, left }: BulkVerdict): Obstacle[] {
  const groups = new Map<string, BulkVerdict['left']>();
  for (const each of left) {
    const key = `${each.code} ${each.why}`;
    groups.set(key, [...(groups.get(key) ?? []), each]);
  }
  return [...groups.values()].map(group => {
    const [{ code, why }] = group;
    const names = nameSome(group.map(({ guest }) => titleOf(guest)));
    return {
      code,
      severity: todo.length === 0 ? 'block' : 'warning',
      message: `Left as ${
        group.length === 1 ? 'it is' : 'they are'
      } (${why}): ${names}.`,
    };
  });
}

/** The same for the run. Pure. */
export const planOf = ({ todo, left }: BulkVerdict): BulkPlan => ({
  items: todo.map(guest => ({ key: guest.key, title: titleOf(guest) })),
  left: left.map(({ guest, why }) => ({
    title: titleOf(guest),
    reason: `${why[0].toUpperCase()}${why.slice(1)}.`,
  })),
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
