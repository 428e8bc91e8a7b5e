import { formatBytes } from '@reverb256/backstage-plugin-infra-react';
import type {
  GrowthEstimate,
  NoEstimate,
} from '@reverb256/backstage-plugin-proxmox-common';

const days = (count: number) => `${count} day${count === 1 ? '' : 's'}`;

/** Less than a day is no day: it is not rounded up to one. */
const rounded = (count: number) => (count < 1 ? 0 : Math.round(count));

const reasons: Record<NoEstimate, string> = {
  'too-little-history':
    'There is too little history: it takes seven days of which most is known.',
  'total-changed':
    'Its size has changed in the meantime, so that the older values say nothing of now.',
  steady: 'It is shrinking or steady.',
  'up-and-down':
    'It goes up and down, as by pruning: its growth cannot be told from that.',
  uneven: 'It grows by jumps, or by another pace now than before.',
  far: 'At this pace it will not be full for longer than its history can tell.',
  full: 'It is full.',
};

/** In a table: `in about 42 d`, or why not in a few words. */
export function shortGrowth(estimate: GrowthEstimate): string {
  if (estimate.kind === 'estimate') {
    const about = rounded(estimate.daysUntilFull);
    return about === 0 ? 'within a day' : `in about ${about} d`;
  }
  const words: Record<NoEstimate, string> = {
    'too-little-history': 'too little history',
    'total-changed': 'size has changed',
    steady: 'shrinking or steady',
    'up-and-down': 'goes up and down',
    uneven: 'grows unevenly',
    far: 'not soon',
    full: 'full',
  };
  return words[estimate.reason];
}

/** When a storage will be full and what that is made from, or why that is not said: one or two sentences. */
export function describeGrowth(estimate: GrowthEstimate): string {
  if (estimate.kind === 'none') {
    const basis =
      estimate.fromDays > 0 ? ` (From ${days(estimate.fromDays)}.)` : '';
    return `No estimate of when it is full. ${
      reasons[estimate.reason]
    }${basis}`;
  }
  const { daysUntilFull, earliestDays, latestDays, fromDays } = estimate;
  const about = rounded(daysUntilFull);
  const when = about === 0 ? 'within a day' : `in about ${days(about)}`;
  return `Full ${when} (between ${rounded(earliestDays)} and ${days(
    rounded(latestDays),
  )}), if it goes on as in the last ${days(fromDays)}: by ${formatBytes(
    estimate.bytesPerDay,
  )} a day.`;
}
