const MINUTE = 60_000;
const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;

/** What lies between the marks of a time axis, in milliseconds; each starts at midnight UTC. Months are extra. */
const STEPS = [
  MINUTE,
  2 * MINUTE,
  5 * MINUTE,
  10 * MINUTE,
  15 * MINUTE,
  30 * MINUTE,
  HOUR,
  2 * HOUR,
  3 * HOUR,
  6 * HOUR,
  12 * HOUR,
  DAY,
  2 * DAY,
  7 * DAY,
  14 * DAY,
];

const MONTHS = [1, 2, 3, 6, 12];

function monthTicks(from: number, to: number, most: number): number[] {
  const first = new Date(from);
  const start = first.getUTCFullYear() * 12 + first.getUTCMonth();
  for (const months of MONTHS) {
    const ticks: number[] = [];
    const rounded = Math.ceil(start / months) * months;
    for (let month = rounded; ; month += months) {
      const at = Date.UTC(Math.floor(month / 12), month % 12, 1);
      if (at > to || ticks.length > most) break;
      if (at >= from) ticks.push(at);
    }
    if (ticks.length <= most) return ticks;
  }
  return [];
}

/**
 * The marks of a time axis, at round times in UTC.
 *
 * @param from - in milliseconds since 1970, as all times here
 * @param most - how many there is room for
 */
export function timeTicks(from: number, to: number, most: number): number[] {
  const step = STEPS.find(each => (to - from) / each < most);
  if (step === undefined) return monthTicks(from, to, most);
  const ticks: number[] = [];
  for (let at = Math.ceil(from / step) * step; at <= to; at += step) {
    ticks.push(at);
  }
  return ticks;
}

const day = new Intl.DateTimeFormat('en', {
  month: 'short',
  day: 'numeric',
  timeZone: 'UTC',
});

/** `06:15`, and at midnight `Nov 24`: a new day is what one looks for there. */
export function formatTimeTick(at: number): string {
  return at % DAY === 0
    ? day.format(at)
    : new Date(at).toISOString().slice(11, 16);
}

/**
 * The moment of a value, as far as its step makes sense: `2026-11-24 06:15 UTC`, `2026-11-24` for whole days.
 *
 * @param stepSeconds - how much time a value stands for
 */
export function formatStep(at: number, stepSeconds: number): string {
  const iso = new Date(at).toISOString();
  if (stepSeconds * 1000 >= DAY) return iso.slice(0, 10);
  return `${iso.slice(0, 10)} ${iso.slice(11, 16)} UTC`;
}
