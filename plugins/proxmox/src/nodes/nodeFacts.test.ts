import {
  describeCertificate,
  describeDisks,
  describeSubscription,
  describeUpdates,
} from './nodeFacts';
import type { NodeFacts } from './nodeRows';

const now = new Date('2026-11-24T06:00:00Z');
const facts = (more: Partial<NodeFacts>): NodeFacts => ({
  readAt: now.toISOString(),
  ...more,
});

it.each<[string, string, NodeFacts | undefined]>([
  ['not read yet', 'unknown: unknown', undefined],
  ['disks that could not be read', 'unknown: unknown', facts({ updates: 0 })],
  ['spinning disks that passed', 'ok: none failed', facts({ failedDisks: [] })],
  [
    'one of which SMART says nothing',
    'unknown: 1 unknown',
    facts({ failedDisks: [], unknownDisks: ['/dev/sdb'] }),
  ],
  [
    'a good one beside it',
    'unknown: 97% life left, 1 unknown',
    facts({
      failedDisks: [],
      unknownDisks: ['/dev/sdb'],
      lifeLeftFraction: 0.97,
    }),
  ],
  [
    'a worn one',
    'warning: 4% life left',
    facts({ failedDisks: [], lifeLeftFraction: 0.049 }),
  ],
  [
    'a good one',
    'ok: 97% life left',
    facts({ failedDisks: [], lifeLeftFraction: 0.97 }),
  ],
  [
    'a failed one, however well the others are',
    'critical: 1 failed',
    facts({ failedDisks: ['/dev/sda'], lifeLeftFraction: 0.97 }),
  ],
])('disks: %s', (_, expected, given) => {
  const { health, words } = describeDisks(given);
  expect(`${health}: ${words}`).toBe(expected);
});

it.each([
  ['2026-11-24T05:59:59Z', 'critical: has ended'],
  ['2026-11-24T09:00:00Z', 'critical: ends in 3 h'],
  ['2026-12-10T06:00:00Z', 'warning: ends in 16 d'],
  ['2028-11-24T06:00:00Z', 'ok: ends in 731 d'],
])('a certificate until %s %s', (notAfter, expected) => {
  const { health, words } = describeCertificate({ notAfter }, now);
  expect(`${health}: ${words}`).toBe(expected);
});

it('never takes what is not known for none', () => {
  expect(describeCertificate(undefined, now).words).toBe('unknown');
  expect(describeUpdates(facts({})).words).toBe('unknown');
  expect(describeUpdates(facts({ updates: 0 })).words).toBe('none');
  expect(describeSubscription(undefined).words).toBe('unknown');
  expect(describeSubscription('notfound').words).toBe('none');
  expect(describeSubscription('expired').health).toBe('warning');
});
