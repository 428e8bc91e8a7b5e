import type { HaStatusRow } from '@reverb256/backstage-plugin-proxmox-node';
import { hasTakenUp, judgeHa, type HaGoal, type HaSituation } from './judge-ha';

const row = (
  state: string,
  node: string,
  request_state = 'started',
): HaStatusRow => ({
  type: 'service',
  sid: 'vm:100',
  state,
  node,
  request_state,
});
const judge = (
  goal: HaGoal,
  found: HaStatusRow | undefined,
  more: Partial<HaSituation> = {},
) =>
  judgeHa({
    goal,
    title: 'web (VM 100)',
    row: found,
    taken: false,
    secondsWatched: 0,
    ...more,
  });

const START: HaGoal = { state: 'started' };
const MOVE: HaGoal = { node: 'nexus', from: 'forge' };

describe('a state that was asked for', () => {
  it('is reached when the manager has it', () => {
    expect(judge(START, row('started', 'forge'))).toEqual({
      state: 'succeeded',
      output: { status: 'running', node: 'forge' },
    });
    expect(
      judge({ state: 'stopped' }, row('stopped', 'forge', 'stopped')),
    ).toEqual({
      state: 'succeeded',
      output: { status: 'stopped', node: 'forge' },
    });
  });

  it.each<[string, HaStatusRow, Partial<HaSituation>]>([
    ['is being worked on', row('request_stop', 'forge'), { taken: true }],
    ['is not taken up yet', row('stopped', 'forge', 'stopped'), {}],
  ])('%s: nothing is said yet', (_, found, more) => {
    expect(judge(START, found, more)).toBeUndefined();
  });

  it.each<[string, HaStatusRow | undefined, Partial<HaSituation>, string]>([
    ['not managed any more', undefined, {}, 'is not managed by HA any more'],
    ['in error', row('error', 'forge'), {}, "into the state 'error'"],
    [
      'wanted otherwise by somebody else',
      row('stopped', 'forge', 'stopped'),
      { taken: true },
      "asked the HA manager for 'stopped'",
    ],
    [
      'never taken up',
      row('stopped', 'forge', 'stopped'),
      { secondsWatched: 181 },
      'has not taken it up for 180 s',
    ],
  ])('%s: failed', (_, found, more, message) => {
    expect(judge(START, found, more)).toMatchObject({
      state: 'failed',
      error: { message: expect.stringContaining(message) },
    });
  });
});

describe('another node that was asked for', () => {
  it.each([
    ['started', 'started', 'running'],
    ['stopped', 'stopped', 'stopped'],
  ])('is reached when it is %s there, as wanted', (state, wanted, status) => {
    expect(judge(MOVE, row(state, 'nexus', wanted), { taken: true })).toEqual({
      state: 'succeeded',
      output: { status, node: 'nexus' },
    });
  });

  it.each<[string, HaStatusRow, Partial<HaSituation>]>([
    ['not begun', row('started', 'forge'), {}],
    ['under way', row('migrate', 'forge'), { taken: true }],
    [
      'there, and not yet as wanted',
      row('request_stop', 'nexus', 'stopped'),
      { taken: true },
    ],
    ['recovered from a dead node', row('recovery', 'forge'), { taken: true }],
    ['fenced', row('fence', 'forge'), { taken: true }],
  ])('%s: nothing is said yet', (_, found, more) => {
    expect(judge(MOVE, found, more)).toBeUndefined();
  });

  it.each<[string, HaStatusRow, Partial<HaSituation>, string]>([
    [
      'back where it was',
      row('started', 'forge'),
      { taken: true },
      "it is 'started' on node forge, as before",
    ],
    [
      'somewhere else',
      row('started', 'closet'),
      { taken: true },
      'to node closet, and not to nexus',
    ],
    [
      'back where it was, by a task that failed',
      row('started', 'forge'),
      { taken: true, move: { status: 'migration aborted' } },
      'Its task ended with: migration aborted.',
    ],
    [
      'taken back',
      row('started', 'forge'),
      { taken: true, move: { status: 'OK' } },
      "has taken it back: it is 'started' on node forge",
    ],
    ['in error', row('error', 'forge'), { taken: true }, "state 'error'"],
    [
      'never begun',
      row('started', 'forge'),
      { secondsWatched: 181 },
      'has not begun to move web (VM 100) for 180 s',
    ],
  ])('%s: failed, and says where it is', (_, found, more, message) => {
    expect(judge(MOVE, found, more)).toMatchObject({
      state: 'failed',
      error: { message: expect.stringContaining(message) },
    });
  });
});

it.each<[HaGoal, HaStatusRow | undefined, boolean]>([
  [START, row('stopped', 'forge', 'started'), true],
  [START, row('stopped', 'forge', 'stopped'), false],
  [START, undefined, false],
  [MOVE, row('migrate', 'forge'), true],
  [MOVE, row('relocate', 'forge'), true],
  [MOVE, row('started', 'closet'), true],
  [MOVE, row('started', 'forge'), false],
])('%j is taken up at %j: %j', (goal, found, taken) => {
  expect(hasTakenUp(goal, found)).toBe(taken);
});

describe('what does not come to an end', () => {
  const FREEZE = row('freeze', 'forge');
  const SHUTDOWN: HaGoal = { state: 'stopped', givenSeconds: 3600 };
  const STOPPING = row('request_stop', 'forge', 'stopped');
  const MOVING = row('migrate', 'forge');

  it.each<[string, HaGoal, HaStatusRow, Partial<HaSituation>]>([
    ['a state', START, FREEZE, { secondsWatched: 901 }],
    [
      'a shutdown, its timeout later',
      SHUTDOWN,
      STOPPING,
      { secondsWatched: 4501 },
    ],
    ['a move', MOVE, MOVING, { secondsWatched: 7201 }],
    [
      'a move whose task is over',
      MOVE,
      MOVING,
      { secondsWatched: 7201, move: { status: 'OK' } },
    ],
  ])(
    'is unknown after a time, with what was last seen: %s',
    (_, goal, of, more) => {
      expect(judge(goal, of, { taken: true, ...more })).toMatchObject({
        state: 'unknown',
        error: {
          kind: 'timeout',
          message: expect.stringContaining(`'${of.state}' on node forge`),
        },
      });
    },
  );

  it.each<[string, HaGoal, HaStatusRow, Partial<HaSituation>]>([
    ['a state', START, FREEZE, { secondsWatched: 899 }],
    ['a shutdown', SHUTDOWN, STOPPING, { secondsWatched: 4499 }],
    ['a move', MOVE, MOVING, { secondsWatched: 7199 }],
    [
      'a move whose task runs',
      MOVE,
      MOVING,
      { secondsWatched: 99_999, move: {} },
    ],
  ])('is waited for until then: %s', (_, goal, of, more) => {
    expect(judge(goal, of, { taken: true, ...more })).toBeUndefined();
  });
});
