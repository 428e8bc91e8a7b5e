import type { Run, RunError } from '@reverb256/backstage-plugin-infra-common';
import { run } from '../__testUtils__/FakeActions';
import { consequenceOf } from './consequenceOf';

const sent = { sentAt: '2026-11-24T06:11:09.000Z' };
const taken = { ...sent, task: 'UPID:nexus:0001:qmshutdown' };

const after = (kind: RunError['kind'], more: Partial<Run> = {}) =>
  consequenceOf(
    run({ state: 'failed', error: { kind, message: 'No.' }, ...more }),
  );

const LOOK = /may have been carried out.* Look at web itself before/;

it.each(['unreachable', 'timeout', 'invalid', 'task'] as const)(
  'has people look at the thing itself after a request that was sent: %s',
  kind => {
    expect(after(kind, sent)).toMatch(LOOK);
  },
);

it.each(['unreachable', 'forbidden', 'rejected', 'untrusted'] as const)(
  'never says that nothing was done of what was taken on: %s',
  kind => {
    expect(after(kind, taken)).toMatch(LOOK);
  },
);

it('says that nothing was sent where nothing was', () => {
  expect(after('unreachable')).toMatch(/^Nothing was sent\. .* try again/);
  expect(after('forbidden')).toBe('Nothing was sent.');
  expect(after('untrusted', sent)).toBe('Nothing was sent.');
});

it('says that a refusal changed nothing', () => {
  expect(after('forbidden', sent)).toBe('Nothing was changed.');
});

it('adds nothing to what says all itself', () => {
  expect(after('interrupted', sent)).toBeUndefined();
  expect(after('rejected', sent)).toBeUndefined();
  expect(consequenceOf(run({ state: 'cancelled' }))).toBeUndefined();
});
