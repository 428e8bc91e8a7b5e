import {
  formatAge,
  formatBytes,
  formatBytesOf,
  formatCount,
  formatDuration,
  formatMoment,
  formatPercent,
} from './units';

const GiB = 1024 ** 3;

it.each([
  [0, '0 B'],
  [1023, '1,023 B'],
  [1024, '1 KiB'],
  [1536, '1.5 KiB'],
  [9.4 * GiB, '9.4 GiB'],
  [9.97 * GiB, '10 GiB'],
  [41.3 * GiB, '41 GiB'],
  [1023.7 * GiB, '1 TiB'],
  [3 * 1024 ** 6, '3,072 PiB'],
])('shows %d bytes as %s', (bytes, text) => {
  expect(formatBytes(bytes)).toBe(text);
});

it.each([
  [8 * GiB, 32 * GiB, '8 of 32 GiB'],
  [GiB / 2, 4 * GiB, '512 MiB of 4 GiB'],
  [0, 4 * GiB, '0 B of 4 GiB'],
  [1, 2, '1 of 2 B'],
])('shows %d of %d bytes as %s', (used, total, text) => {
  expect(formatBytesOf(used, total)).toBe(text);
});

it.each([
  [0, '0%'],
  [0.001, '<1%'],
  [0.005, '1%'],
  [0.834, '83%'],
  [0.999, '99%'],
  [1, '100%'],
  [1.2, '120%'],
])('shows the fraction %d as %s', (fraction, text) => {
  expect(formatPercent(fraction)).toBe(text);
});

it.each([
  [-5, '0 s'],
  [0, '0 s'],
  [42.9, '42 s'],
  [60, '1 min'],
  [754, '12 min'],
  [3600, '1 h'],
  [4 * 3600 + 12 * 60, '4 h 12 min'],
  [3 * 86400 + 4 * 3600 + 59 * 60, '3 d 4 h'],
  [400 * 86400, '400 d'],
])('shows a duration of %d s as %s', (seconds, text) => {
  expect(formatDuration(seconds)).toBe(text);
});

it.each([
  [-3, 'just now'],
  [0.9, 'just now'],
  [12.7, '12 s ago'],
  [59.9, '59 s ago'],
  [60, '1 min ago'],
  [3599, '59 min ago'],
  [7300, '2 h ago'],
  [86400 * 3, '3 d ago'],
])('shows an age of %d s as %s', (seconds, text) => {
  expect(formatAge(seconds)).toBe(text);
});

it('shows a moment in UTC, and what is not one as it came', () => {
  expect(formatMoment('2026-11-24T06:11:09.412Z')).toBe(
    '2026-11-24 06:11:09 UTC',
  );
  expect(formatMoment('2026-11-24T07:11:09+01:00')).toBe(
    '2026-11-24 06:11:09 UTC',
  );
  expect(formatMoment('soon')).toBe('soon');
});

it('counts things in words', () => {
  expect(formatCount(1, 'node')).toBe('1 node');
  expect(formatCount(15000, 'guest')).toBe('15,000 guests');
});
