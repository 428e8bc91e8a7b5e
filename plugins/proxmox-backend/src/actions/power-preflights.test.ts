import { SourceFailure } from '@reverb256/backstage-plugin-infra-node';
import {
  CONTAINER,
  MANAGED,
  situationOf,
  type Differences,
} from '../__testUtils__/situations';
import { wordOf } from './follow-guest';
import { commonObstacles, hindrance, type CommonRules } from './obstacles';
import { powerObstacles } from './power-preflight';
import { resumeObstacles } from './resume-guest';
import { stopTaskEffects, stopTaskObstacles } from './stop-task-preflight';
import { suspendEffects, suspendObstacles } from './suspend-guest';

const codes = (obstacles: { code: string }[]) =>
  obstacles.map(({ code }) => code);
const PAUSED = { now: { qmpstatus: 'paused' } };
const ON_DISK = { now: { status: 'stopped', lock: 'suspended' } };
const STOPPED = { now: { status: 'stopped' } };

describe('suspending', () => {
  const suspending = (toDisk: boolean, differences?: Differences) => ({
    ...situationOf(differences),
    input: { toDisk },
  });

  it.each<[string, ReturnType<typeof suspending>, string[]]>([
    ['in memory', suspending(false), []],
    ['to disk', suspending(true), []],
    ['in memory, managed by HA', suspending(false, { now: MANAGED }), []],
    [
      'to disk, managed by HA',
      suspending(true, { now: MANAGED }),
      ['ha-managed'],
    ],
    ['a container', suspending(false, { guest: CONTAINER }), ['container']],
    ['what stands still', suspending(false, STOPPED), ['not-running']],
    ['what is paused', suspending(false, PAUSED), ['already']],
    ['to disk what is paused', suspending(true, PAUSED), []],
  ])('%s', (_, situation, expected) => {
    expect(codes(suspendObstacles(situation))).toEqual(expected);
  });

  it('says what HA makes of it', () => {
    expect(
      suspendEffects(suspending(false, { now: MANAGED })).join(' '),
    ).toContain('is started anew on another');
  });
});

it.each<[string, Differences, string[]]>([
  ['what is paused', PAUSED, []],
  ['what is on disk', ON_DISK, []],
  ['what runs', {}, ['not-suspended']],
  ['what stands still', STOPPED, ['not-suspended']],
  ['a container', { guest: CONTAINER }, ['container']],
])('resuming %s', (_, differences, expected) => {
  expect(codes(resumeObstacles(situationOf(differences)))).toEqual(expected);
});

it.each<[Differences, string]>([
  [{}, 'running'],
  [STOPPED, 'stopped'],
  [PAUSED, 'paused'],
  [ON_DISK, 'suspended'],
])('%j is called %s', (differences, word) => {
  const { now } = situationOf(differences);
  expect(now instanceof SourceFailure ? undefined : wordOf(now!)).toBe(word);
});

it('what is suspended to disk is started, and what runs is not', () => {
  expect(powerObstacles(situationOf(ON_DISK), 'running')).toEqual([]);
  expect(codes(powerObstacles(situationOf(), 'running'))).toEqual(['already']);
});

describe('what every change has in its way', () => {
  const rules: CommonRules = { template: 'it cannot run', byHa: true };

  it.each<[string, ReturnType<typeof situationOf>, string | undefined]>([
    ['nothing', situationOf(), undefined],
    [
      'no credentials',
      { ...situationOf(), canOperate: false },
      'no-credentials',
    ],
    ['a template', situationOf({ guest: { template: true } }), 'template'],
    ['a dead node', situationOf({ nodeOnline: false }), 'node-offline'],
    [
      'a node that does not answer',
      { ...situationOf(), now: new SourceFailure('timeout', 'Too long') },
      'source-timeout',
    ],
  ])('%s', (_, situation, code) => {
    expect(hindrance(situation, rules)?.code).toBe(code);
  });

  it('lets a template be done what can be', () => {
    const template = situationOf({ guest: { template: true } });
    expect(hindrance(template, { byHa: true })).toBeUndefined();
  });

  const IN_ERROR = { now: { ha: { managed: true, state: 'error' } } };
  it.each<[string, Differences, CommonRules, string[]]>([
    ['a lock', { now: { lock: 'backup' } }, rules, ['locked']],
    [
      'a lock that does not matter',
      ON_DISK,
      { ...rules, passesLocks: ['suspended'] },
      [],
    ],
    ['an error of HA', IN_ERROR, rules, ['ha-error']],
    ['an error of HA that does not matter', IN_ERROR, { byHa: false }, []],
  ])('%s', (_, differences, given, expected) => {
    expect(codes(commonObstacles(situationOf(differences), given))).toEqual(
      expected,
    );
  });

  it('says by which command a lock is taken away', () => {
    const now = { lock: 'backup' };
    const [vm] = commonObstacles(situationOf({ now }), rules);
    const [ct] = commonObstacles(situationOf({ now, guest: CONTAINER }), rules);
    expect([vm.message, ct.message]).toEqual([
      expect.stringContaining('`qm unlock 100` on node forge'),
      expect.stringContaining('`pct unlock 100` on node forge'),
    ]);
  });
});

describe('stopping a task', () => {
  const stopping = (type: string, more = {}) => ({
    canOperate: true,
    now: { status: 'running' },
    subject: {
      source: 'home',
      nodeOnline: true,
      task: {
        node: 'forge',
        type,
        id: '100',
        user: 'root@pam',
        startedAt: new Date(0),
      },
    },
    ...more,
  });

  it.each<[string, ReturnType<typeof stopping>, string[]]>([
    ['one that runs', stopping('vzdump'), []],
    [
      'one that has ended',
      stopping('vzdump', { now: { status: 'stopped', exitstatus: 'OK' } }),
      ['ended'],
    ],
    [
      'one that may not be seen',
      stopping('vzdump', { now: new SourceFailure('forbidden', 'No') }),
      ['source-forbidden'],
    ],
    [
      'no credentials',
      stopping('vzdump', { canOperate: false }),
      ['no-credentials'],
    ],
  ])('%s', (_, situation, expected) => {
    expect(codes(stopTaskObstacles(situation))).toEqual(expected);
  });

  it.each([
    ['vzdump', 'The backup is not made'],
    ['qmigrate', 'on the node that it is on'],
    ['qmrollback', 'half changed'],
    ['vzshutdown', 'not waited for'],
    ['aptupdate', 'half done'],
  ])('says what %s leaves behind, and who began it', (type, sentence) => {
    const effects = stopTaskEffects(stopping(type)).join(' ');
    expect(effects).toContain('begun by root@pam');
    expect(effects).toContain(sentence);
  });
});
