import type { Run } from '@reverb256/backstage-plugin-infra-common';
import { endChild, endOf, nameSome, type Tally } from './bulk-tally';

const tally = (more: Partial<Tally> = {}): Tally => ({
  total: 3,
  todo: [],
  active: [],
  left: [],
  refused: [],
  succeeded: 0,
  leftCount: 0,
  failed: [],
  cancelled: [],
  ...more,
});

describe('the end of many', () => {
  const locked = { title: 'b', reason: 'It is locked.' };

  it.each<[string, Partial<Tally>, boolean, string, string]>([
    ['all succeeded', { succeeded: 3 }, false, 'succeeded', ''],
    [
      'none was left to be done by the time that its turn came',
      { leftCount: 3 },
      false,
      'succeeded',
      '',
    ],
    [
      'one failed',
      { succeeded: 2, failed: [locked] },
      false,
      'failed',
      '2 of 3 are started. 1 failed. b: It is locked.',
    ],
    [
      'one was cancelled by itself',
      { succeeded: 2, cancelled: ['c'] },
      false,
      'failed',
      '2 of 3 are started. Cancelled by themselves: c.',
    ],
    [
      'it was cancelled before all had begun',
      {
        succeeded: 1,
        cancelled: ['a'],
        todo: [{ key: 'c', title: 'c' }],
        failed: [locked],
      },
      true,
      'cancelled',
      'It was stopped on request. 1 of 3 are started. Not done: a, c. 1 failed. b: It is locked.',
    ],
    [
      'it was cancelled when all was done',
      { succeeded: 3 },
      true,
      'succeeded',
      '',
    ],
    [
      'it was cancelled when there was nothing left to begin, and one failed',
      { succeeded: 2, failed: [locked] },
      true,
      'failed',
      '2 of 3 are started. 1 failed. b: It is locked.',
    ],
  ])('when %s', (_, more, wasCancelled, state, message) => {
    const end = endOf(tally(more), wasCancelled, 'started')!;
    expect(end.state).toBe(state);
    expect('error' in end ? end.error.message : '').toBe(message);
  });

  it('names ten that failed, and says that there are more', () => {
    const failed = Array.from({ length: 12 }, (__, n) => ({
      title: `g${n}`,
      reason: 'No.',
    }));
    expect(endOf(tally({ total: 12, failed }), false, 'started')).toMatchObject(
      {
        error: {
          message: expect.stringMatching(
            /12 failed\..*g9: No\. And 2 more: see/,
          ),
        },
      },
    );
  });
});

it.each([
  [{ state: 'succeeded' }, 'a: started', { succeeded: 1 }],
  [{ state: 'cancelled' }, 'a: cancelled', { cancelled: ['a'] }],
  [
    { state: 'failed', error: { kind: 'task', message: 'Bad.' } },
    'a: failed. Bad.',
    { failed: [{ title: 'a', reason: 'Bad.' }] },
  ],
  [
    { state: 'unknown' },
    'a: unknown. unknown',
    { failed: [{ title: 'a', reason: 'unknown' }] },
  ],
])('counts one that is %j', (run, line, counted) => {
  const counts = tally();
  expect(endChild(run as Run, 'a', counts, 'started')).toBe(line);
  expect(counts).toEqual(tally(counted));
});

it('names so many', () => {
  expect(nameSome(['a', 'b'])).toBe('a, b');
  expect(nameSome(Array.from({ length: 11 }, () => 'x'))).toMatch(
    /^(x, ){9}x and 1 more$/,
  );
});
