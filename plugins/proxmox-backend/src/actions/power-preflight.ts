import type { Obstacle } from '@reverb256/backstage-plugin-infra-common';
import { guestTitle } from './guest-target';
import { block, isManaged, statusOf, type GuestSituation } from './obstacles';

/** The state that a power action brings a guest to. */
export type PowerGoal = 'running' | 'stopped';

/** What keeps a guest from being brought to a state. Pure. */
export function powerObstacles(
  situation: GuestSituation,
  goal: PowerGoal,
): Obstacle[] {
  const title = guestTitle(situation.subject.guest);
  return statusOf(situation)?.status === goal
    ? [block('already', `${title} is ${goal} already.`)]
    : [];
}

/** What keeps something from being done to a guest that must run for it. Pure. */
export function mustRun(situation: GuestSituation, verb: string): Obstacle[] {
  const status = statusOf(situation)?.status;
  return status === undefined || status === 'running'
    ? []
    : [
        block(
          'not-running',
          `${guestTitle(
            situation.subject.guest,
          )} is ${status}: there is nothing to ${verb}.`,
        ),
      ];
}

/** What the HA manager makes of it, where it manages the guest. Pure. */
export function haEffects(
  situation: GuestSituation,
  goal: PowerGoal,
): string[] {
  if (!isManaged(situation)) return [];
  return [
    `It is managed by HA: the HA manager is asked for the state '${
      goal === 'running' ? 'started' : 'stopped'
    }', and the run ends when that is reached. ${
      goal === 'running'
        ? 'The manager may choose another node.'
        : 'The manager will not start it again by itself.'
    }`,
  ];
}
