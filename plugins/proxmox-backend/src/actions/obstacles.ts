import type { Obstacle } from '@reverb256/backstage-plugin-infra-common';
import { SourceFailure } from '@reverb256/backstage-plugin-infra-node';
import type { GuestStatus } from '@reverb256/backstage-plugin-proxmox-node';
import { guestTitle, type GuestSubject } from './guest-target';

/** What is known of a guest before it is changed. */
export interface GuestSituation {
  subject: GuestSubject;
  /** As its node says now, or why it does not. */
  now: GuestStatus | SourceFailure | undefined;
  /** Whether credentials for changes are configured. */
  canOperate: boolean;
}

/** In what the obstacles of an action differ from those of others. */
export interface CommonRules {
  /** Why it cannot be done to a template; undefined where it can. */
  template?: string;
  /** Locks that do not stand in its way. */
  passesLocks?: readonly string[];
  /** Whether the HA manager does it to guests that it manages. */
  byHa: boolean;
}

/** Something because of which it would fail. */
export const block = (code: string, message: string): Obstacle => ({
  code,
  severity: 'block',
  message,
});

/** Something to know before, with which it can be done all the same. */
export const warn = (code: string, message: string): Obstacle => ({
  code,
  severity: 'warning',
  message,
});

/** What the guest's node says, where it does. */
export const statusOf = ({
  now,
}: Pick<GuestSituation, 'now'>): GuestStatus | undefined =>
  now instanceof SourceFailure ? undefined : now;

/** Whether the HA manager keeps the guest in a state. */
export const isManaged = (situation: Pick<GuestSituation, 'now'>): boolean =>
  statusOf(situation)?.ha.managed ?? false;

/** What keeps every change from being made; nothing more can be found out then. Pure. */
export function hindrance(
  { subject, now, canOperate }: GuestSituation,
  { template }: CommonRules,
): Obstacle | undefined {
  const { guest, nodeOnline, source } = subject;
  const title = guestTitle(guest);
  if (!canOperate) {
    return block(
      'no-credentials',
      `No credentials for changes are configured for cluster ${source}: set proxmox.clusters[].operate.token.`,
    );
  }
  if (guest.template && template) {
    return block('template', `${title} is a template: ${template}.`);
  }
  if (!nodeOnline) {
    return block(
      'node-offline',
      `Node ${guest.node}, where ${title} is, is not online. Bring the node back first; an HA-managed guest is started elsewhere by the HA manager.`,
    );
  }
  if (now instanceof SourceFailure) {
    return block(`source-${now.kind}`, now.message);
  }
  return undefined;
}

/** What stands in the way of most changes, of a guest whose node answered. Pure. */
export function commonObstacles(
  situation: GuestSituation,
  { passesLocks = [], byHa }: CommonRules,
): Obstacle[] {
  const { guest } = situation.subject;
  const now = statusOf(situation);
  if (!now) return [];
  const title = guestTitle(guest);
  const obstacles: Obstacle[] = [];
  if (now.lock && !passesLocks.includes(now.lock)) {
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
  if (byHa && now.ha.managed && now.ha.state === 'error') {
    obstacles.push(
      block(
        'ha-error',
        `The HA manager has put ${title} into the state 'error' and does nothing with it. Set it to 'disabled' and then to what is wanted, once the cause is found.`,
      ),
    );
  }
  return obstacles;
}
