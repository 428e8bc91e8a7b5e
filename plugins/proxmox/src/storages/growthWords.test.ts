import type { GrowthEstimate } from '@reverb256/backstage-plugin-proxmox-common';
import { describeGrowth, shortGrowth } from './growthWords';

const GiB = 1024 ** 3;

const estimate = (more = {}): GrowthEstimate => ({
  kind: 'estimate',
  bytesPerDay: 10 * GiB,
  daysUntilFull: 42.4,
  earliestDays: 30.6,
  latestDays: 61.2,
  fromDays: 30,
  ...more,
});

it.each<[string, string, GrowthEstimate]>([
  [
    'Full in about 42 days (between 31 and 61 days), if it goes on as in the last 30 days: by 10 GiB a day.',
    'in about 42 d',
    estimate(),
  ],
  [
    'Full within a day (between 0 and 1 day), if it goes on as in the last 30 days: by 10 GiB a day.',
    'within a day',
    estimate({ daysUntilFull: 0.7, earliestDays: 0.5, latestDays: 1.2 }),
  ],
  [
    'No estimate of when it is full. It goes up and down, as by pruning: its growth cannot be told from that. (From 30 days.)',
    'goes up and down',
    { kind: 'none', reason: 'up-and-down', fromDays: 30 },
  ],
  [
    'No estimate of when it is full. There is too little history: it takes seven days of which most is known.',
    'too little history',
    { kind: 'none', reason: 'too-little-history', fromDays: 0 },
  ],
])('%s', (whole, short, given) => {
  expect(describeGrowth(given)).toBe(whole);
  expect(shortGrowth(given)).toBe(short);
});
