import {
  AuthorizeResult,
  type ConditionalPolicyDecision,
} from '@backstage/plugin-permission-common';
import type { Lab } from 'lab/testing';
import { actOnLab } from './actOnLab';
import type { Setup } from './startOnLab';

/** How an action is tried on the lab. */
export interface Tried {
  action: string;
  permission: string;
  /** The guest of the lab that it is tried on. */
  vmid: number;
  /** What it is asked with besides the guest. */
  more?: object;
  /** What must be so before. */
  before?(lab: Lab): Promise<unknown>;
  /** The type of the task that it begins. */
  task: string;
  method?: 'POST' | 'DELETE';
  /** What is told at its end. */
  output: object;
  /** Something in its way: what makes it so, and the code of the obstacle. */
  blocked: [code: string, (lab: Lab) => Promise<unknown>];
  /** Seconds of the lab's time that pass at each look. */
  pace?: number;
}

/** A decision that allows what is about guests with the tag `one-of-these`, or of the pool `home`. */
const onSomeGuests = (
  rule: 'HAS_TAG' | 'IS_IN_POOL',
): ConditionalPolicyDecision => ({
  result: AuthorizeResult.CONDITIONAL,
  pluginId: 'proxmox',
  resourceType: 'proxmox-guest',
  conditions: {
    rule,
    resourceType: 'proxmox-guest',
    params:
      rule === 'HAS_TAG' ? { tags: ['one-of-these'] } : { pools: ['nowhere'] },
  },
});

/** The plugin on the lab, and a person who asks for the action. */
async function startTrying(lab: Lab, tried: Tried, setup?: Setup) {
  const { action, vmid, more = {} } = tried;
  await tried.before?.(lab);
  const acting = await actOnLab(lab, setup);
  const guest = acting.guestOf(vmid);
  return {
    ...acting,
    ask: () => acting.act(action, guest, more),
    look: () => acting.preflight(action, guest, more),
  };
}

/** What is tried of an action, by what it shows; each rejects where it does not. */
export type Trials = Record<string, () => Promise<void>>;

/** Tries an action to its end. */
export function trialOfItsEnd(lab: () => Lab, tried: Tried): Trials {
  const { permission, pace = 5 } = tried;

  return {
    'comes to its end by one request, and is audited': async () => {
      const { ask, look, ended, calls, audit } = await startTrying(
        lab(),
        tried,
      );
      expect(await look()).toMatchObject({ allowed: true, permission });
      const { body } = await ask().expect(202);
      const run = await ended(body.id, pace);
      expect(run.error).toBeUndefined();
      expect(run).toMatchObject({
        state: 'succeeded',
        output: tried.output,
        task: expect.stringContaining(`:${tried.task}:`),
      });
      expect(await calls()).toHaveLength(1);
      expect((await audit()).map(record => record.event)).toEqual([
        'succeeded',
        'accepted',
      ]);
    },
  };
}

/** Tries an action from its route to the upstream and back: what it comes to, who may, what is in its way, what goes wrong. */
export function trialsOf(lab: () => Lab, tried: Tried): Trials {
  const { action, permission, vmid, pace = 5 } = tried;
  const start = (setup?: Setup) => startTrying(lab(), tried, setup);
  const decided =
    (decision: ReturnType<NonNullable<Setup['decide']>>): Setup['decide'] =>
    name =>
      name === permission ? decision : AuthorizeResult.ALLOW;

  return {
    ...trialOfItsEnd(lab, tried),
    'is refused to whoever may not, and sends nothing': async () => {
      const { ask, calls, audit } = await start({
        decide: decided(AuthorizeResult.DENY),
      });
      const { body } = await ask().expect(403);
      expect(body.error.message).toContain(permission);
      expect(await calls()).toEqual([]);
      expect(await audit()).toEqual([
        expect.objectContaining({ event: 'refused', action }),
      ]);
    },

    'is refused on guests that somebody may not': async () => {
      const { ask, look, calls } = await start({
        decide: decided(onSomeGuests('IS_IN_POOL')),
      });
      expect(await look()).toMatchObject({ allowed: false, obstacles: [] });
      await ask().expect(403);
      expect(await calls()).toEqual([]);
    },

    'is allowed on guests that somebody may': async () => {
      await lab().control.setGuest(vmid, { tags: 'one-of-these' });
      const { look } = await start({
        decide: decided(onSomeGuests('HAS_TAG')),
      });
      expect(await look()).toMatchObject({ allowed: true });
    },

    [`is blocked by the preflight: ${tried.blocked[0]}`]: async () => {
      const { ask, look, calls } = await start();
      await tried.blocked[1](lab());
      const { obstacles } = await look();
      expect(obstacles).toContainEqual(
        expect.objectContaining({ code: tried.blocked[0], severity: 'block' }),
      );
      await ask().expect(409);
      expect(await calls()).toEqual([]);
    },

    'fails with what its task failed with': async () => {
      const { ask, ended } = await start();
      await lab().control.disturbTasks({
        mode: 'fail',
        status: 'broken for a test',
        type: tried.task,
      });
      const { body } = await ask().expect(202);
      expect(await ended(body.id, pace)).toMatchObject({
        state: 'failed',
        error: {
          kind: 'task',
          message: expect.stringContaining('broken for a test'),
        },
      });
    },

    'is sent once when the answer is lost, and found by its task': async () => {
      const { ask, ended, calls } = await start();
      await lab().control.breakEndpoint({
        mode: 'lost-answer',
        method: tried.method ?? 'POST',
        times: 1,
      });
      const { body } = await ask().expect(202);
      const run = await ended(body.id, pace);
      expect(run).toMatchObject({
        state: 'succeeded',
        task: expect.stringContaining(`:${tried.task}:`),
      });
      expect(await calls()).toHaveLength(1);
    },
  };
}
