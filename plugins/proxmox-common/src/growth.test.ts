import { estimateGrowth, type GrowthEstimate } from './growth';
import type { StorageHistory } from './history';
import { theilSen } from './theil-sen';

const GiB = 1024 ** 3;
const TOTAL = 1000 * GiB;

/** The same numbers at each run. */
function randomOf(seed: number): () => number {
  let state = seed;
  return () => {
    // A linear congruential generator: good enough to be uneven.
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
    return state / 2 ** 32;
  };
}

/** Thirty days in steps of four hours. */
function history(
  usedAt: (day: number) => number | null,
  more: { days?: number; totalAt?: (day: number) => number | null } = {},
): StorageHistory {
  const { days = 30, totalAt = () => TOTAL } = more;
  const at = Array.from({ length: days * 6 }, (_, i) => i / 6);
  return {
    timeframe: 'month',
    from: '2026-10-25T00:00:00.000Z',
    stepSeconds: 4 * 3_600,
    series: { usedBytes: at.map(usedAt), totalBytes: at.map(totalAt) },
  };
}

const saidOf = (estimate: GrowthEstimate) =>
  estimate.kind === 'none' ? estimate.reason : 'estimate';

const noise = randomOf(7);

describe('estimateGrowth', () => {
  it('says when it is full, within bounds that hold the truth', () => {
    // 400 GiB, and 10 GiB a day: after thirty days 700 GiB, and another thirty to go.
    const estimate = estimateGrowth(
      history(day => (400 + 10 * day + 6 * (noise() - 0.5)) * GiB),
    );
    expect(estimate).toMatchObject({ kind: 'estimate', fromDays: 30 });
    if (estimate.kind !== 'estimate') return;
    expect(estimate.bytesPerDay / GiB).toBeCloseTo(10, 0);
    expect(estimate.daysUntilFull).toBeGreaterThan(28);
    expect(estimate.daysUntilFull).toBeLessThan(32);
    expect(estimate.earliestDays).toBeLessThanOrEqual(estimate.daysUntilFull);
    expect(estimate.latestDays).toBeGreaterThanOrEqual(estimate.daysUntilFull);
    expect(estimate.earliestDays).toBeLessThan(30);
    expect(estimate.latestDays).toBeGreaterThan(30);
  });

  const steady = (day: number) => (400 + 10 * day) * GiB;

  it.each<[string, string, StorageHistory]>([
    ['steady growth', 'estimate', history(steady)],
    [
      'growth with wild single values',
      'estimate',
      history(day => (Math.round(day * 6) % 25 === 0 ? 0 : steady(day))),
    ],
    [
      'growth with a quarter of it unknown',
      'estimate',
      history(day => (Math.round(day * 6) % 4 === 0 ? null : steady(day))),
    ],
    [
      'growth with a rise each day and a fall each night, small beside it',
      'estimate',
      history(day => steady(day) + 5 * Math.sin(day * 2 * Math.PI) * GiB),
    ],
    [
      'growth until it fills up tomorrow',
      'estimate',
      history(day => (690 + 10 * day) * GiB),
    ],
    ['a week less a day', 'too-little-history', history(steady, { days: 6 })],
    [
      'half of it unknown',
      'too-little-history',
      history(day => (day < 15 ? null : steady(day))),
    ],
    [
      'nothing known of the last days',
      'too-little-history',
      history(day => (day > 26 ? null : steady(day))),
    ],
    ['nothing known at all', 'too-little-history', history(() => null)],
    [
      'a total that nobody knows',
      'too-little-history',
      history(steady, { totalAt: () => null }),
    ],
    [
      'series that Proxmox does not tell',
      'too-little-history',
      { ...history(steady), series: {} },
    ],
    [
      'a disk added on the tenth day',
      'total-changed',
      history(steady, { totalAt: day => (day < 10 ? 800 * GiB : TOTAL) }),
    ],
    ['no change', 'steady', history(() => 400 * GiB)],
    ['an empty storage', 'steady', history(() => 0)],
    ['shrinking', 'steady', history(day => (700 - 10 * day) * GiB)],
    [
      'noise without a trend',
      'steady',
      history(() => (400 + 4 * (noise() - 0.5)) * GiB),
    ],
    [
      'backups pruned each week',
      'up-and-down',
      history(day => (300 + 40 * (day % 7)) * GiB),
    ],
    [
      'backups pruned each week, a little less than is added',
      'up-and-down',
      history(day => (300 + 40 * (day % 7) + 5 * day) * GiB),
    ],
    [
      'one restored guest amid silence',
      'uneven',
      history(day => (day < 12 ? 300 : 500) * GiB),
    ],
    [
      'growth that has stopped',
      'uneven',
      history(day => (400 + 15 * Math.min(day, 18)) * GiB),
    ],
    [
      'growth that has just begun',
      'uneven',
      history(day => (400 + 15 * Math.max(0, day - 14)) * GiB),
    ],
    [
      'growth, half of it deleted on the twentieth day',
      'uneven',
      history(day => (400 + 10 * day - (day > 20 ? 150 : 0)) * GiB),
    ],
    [
      'growth that doubles every four days',
      'uneven',
      history(day => 2 ** (day / 4) * 4 * GiB),
    ],
    [
      'growth so slow that a month says nothing of when',
      'far',
      history(day => (100 + 0.5 * day) * GiB),
    ],
    ['full', 'full', history(() => TOTAL)],
    ['more used than there is', 'full', history(day => TOTAL + day * GiB)],
  ])('of %s: %s', (_, said, given) => {
    expect(saidOf(estimateGrowth(given))).toBe(said);
  });

  it('seldom takes a walk without an aim for growth', () => {
    let estimates = 0;
    for (let seed = 1; seed <= 200; seed += 1) {
      const random = randomOf(seed);
      let level = 500;
      const walk = history(() => {
        level += 8 * (random() - 0.5);
        return level * GiB;
      });
      if (estimateGrowth(walk).kind === 'estimate') estimates += 1;
    }
    expect(estimates).toBeLessThanOrEqual(10);
  });

  it('holds the truth in its bounds at most times, whatever the noise', () => {
    let held = 0;
    let made = 0;
    for (let seed = 1; seed <= 100; seed += 1) {
      const random = randomOf(seed);
      const estimate = estimateGrowth(
        history(day => (400 + 10 * day + 40 * (random() - 0.5)) * GiB),
      );
      if (estimate.kind !== 'estimate') continue;
      made += 1;
      const truth = (TOTAL - 700 * GiB) / (10 * GiB);
      if (estimate.earliestDays <= truth && truth <= estimate.latestDays) {
        held += 1;
      }
    }
    expect(made).toBeGreaterThan(80);
    expect(held / made).toBeGreaterThan(0.95);
  });
});

it('theilSen finds the line through outliers', () => {
  const points = Array.from({ length: 20 }, (_, x) => ({
    x,
    y: x % 5 === 0 ? 1_000 : 3 * x + 2,
  }));
  const line = theilSen(points);
  expect(line.slope).toBeGreaterThan(2.5);
  expect(line.slope).toBeLessThan(3.5);
});
