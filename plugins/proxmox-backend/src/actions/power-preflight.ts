import type { Obstacle } from '@reverb256/backstage-plugin-infra-common';
import { SourceFailure } from '@reverb256/backstage-plugin-infra-node';
import type { GuestStatus } from '@reverb256/backstage-plugin-proxmox-node';
import { guestTitle, type GuestSubject } from './guest-target';

/** The state that a power action brings a guest to. */
export type PowerGoal = 'running' | 'stopped';

/** What is known of a guest before its power is switched. */
export interface PowerSituation {
  subject: GuestSubject;
  goal: PowerGoal;
  /** As its node says now, or why it does not. */
  now: GuestStatus | SourceFailure | undefined;
  /** Whether credentials for changes are configured. */
  canOperate: boolean;
}

const block = (code: string, message: string): Obstacle => ({
  code,
  severity: 'block',
  message,
});

/** What stands in the way. Pure. */
export function powerObstacles(situation: PowerSituation): Obstacle[] {
  const { subject, goal, now, canOperate } = situation;
  const { guest, nodeOnline, source } = subject;
  const title = guestTitle(guest);
  if (!canOperate) {
    return [
      block(
        'no-credentials',
        `No credentials for changes are configured for cluster ${source}: set proxmox.clusters[].operate.token.`,
      ),
    ];
  }
  if (guest.template) {
    return [block('template', `${title} is a template: it cannot run.`)];
  }
  if (!nodeOnline) {
    return [
      block(
        'node-offline',
        `Node ${guest.node}, where ${title} is, is not online. Bring the node back first; an HA-managed guest is started elsewhere by the HA manager.`,
      ),
    ];
  }
  if (now instanceof SourceFailure) {
    return [block(`source-${now.kind}`, now.message)];
  }
  if (!now) return [];
  const obstacles: Obstacle[] = [];
  if (now.status === goal) {
    obstacles.push(
      block(
        'already',
        `${title} is ${goal === 'running' ? 'running' : 'stopped'} already.`,
      ),
    );
  }
  if (now.lock) {
    obstacles.push(
      block(
        'locked',
        `${title} is locked by '${
          now.lock
        }'. Wait until that has ended; if nothing works on it any more, \`${
          guest.type === 'qemu' ? 'qm' : 'pct'
        } unlock ${guest.vmid}\` on node ${guest.node} takes the lock away.`,
      ),
    );
  }
  if (now.ha.managed && now.ha.state === 'error') {
    obstacles.push(
      block(
        'ha-error',
        `The HA manager has put ${title} into the state 'error' and does nothing with it. Set it to 'disabled' and then to what is wanted, once the cause is found.`,
      ),
    );
  }
  return obstacles;
}

/** What will happen, a sentence each. Pure. */
export function powerEffects(
  { subject, goal, now }: PowerSituation,
  timeoutSeconds?: number,
): string[] {
  const { guest } = subject;
  const title = guestTitle(guest);
  const managed = now && !(now instanceof SourceFailure) && now.ha.managed;
  const effects =
    goal === 'running'
      ? [`${title} is started on node ${guest.node}.`]
      : [
          `${title} is asked to shut down by itself. What runs in it ends in good order, and is away until it is started again.`,
          ...(timeoutSeconds && !managed
            ? [
                `If it has not shut down after ${timeoutSeconds} s, it is left running and the run fails.`,
              ]
            : []),
        ];
  if (managed) {
    effects.push(
      `It is managed by HA: the HA manager is asked for the state '${
        goal === 'running' ? 'started' : 'stopped'
      }', and the run ends when that is reached. ${
        goal === 'running'
          ? 'The manager may choose another node.'
          : 'The manager will not start it again by itself.'
      }`,
    );
  }
  return effects;
}
