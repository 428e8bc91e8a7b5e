import { hash } from '../random.ts';

export const DAY = 86_400;
const WEEK = 7 * DAY;
/** The first Monday of 1970. */
const MONDAY = 4 * DAY;
/** What a day of the weekend is of another day. */
const WEEKEND = 0.7;

/** The day's wave: −1 in the small hours, 1 in the evening. */
export function wave(time: number): number {
  return -Math.cos(((time % DAY) / DAY) * 2 * Math.PI - 0.6);
}

/** 1 from Monday to Friday, less at the weekend. */
export function week(time: number): number {
  return (time - MONDAY) % WEEK < 5 * DAY ? 1 : WEEKEND;
}

/** `week` from the first Monday until then, in seconds. */
function weekIntegral(time: number): number {
  const since = time - MONDAY;
  const weeks = Math.floor(since / WEEK);
  const rest = since - weeks * WEEK;
  return (
    weeks * (5 + 2 * WEEKEND) * DAY +
    Math.min(rest, 5 * DAY) +
    Math.max(0, rest - 5 * DAY) * WEEKEND
  );
}

/** A night's work of a guest or node: from when in the day, how long, how many bytes. */
export interface Nightly {
  at: number;
  seconds: number;
  bytes: number;
}

/** When a night's backup begins, UTC. */
const BACKUP_AT = 2.5 * 3600;

/** A guest's turn in the backup, of so many bytes. */
export function backupOf(seed: number, key: number, bytes: number): Nightly {
  return {
    at: BACKUP_AT + 2400 * hash(seed, key, 33),
    seconds: Math.max(60, bytes / 120_000_000),
    bytes,
  };
}

export function isDuring({ at, seconds }: Nightly, time: number): boolean {
  const within = (time - at) % DAY;
  return within >= 0 && within < seconds;
}

function nightlyIntegral({ at, seconds, bytes }: Nightly, time: number) {
  const nights = Math.floor((time - at) / DAY);
  const within = time - at - nights * DAY;
  return bytes * (nights + Math.min(1, within / seconds));
}

/** A counter's pace: bytes a second on average, noise by key, and what is done each night. */
export interface Pace {
  seed: number;
  key: number;
  rate: number;
  nightly?: Nightly;
}

/** What has passed until a time, from the beginning of time: differences alone mean something. */
function cumulative({ rate, nightly }: Pace, time: number): number {
  const phase = Math.sin(((time % DAY) / DAY) * 2 * Math.PI - 0.6);
  const daily = -0.4 * (DAY / (2 * Math.PI)) * phase;
  const night = nightly ? nightlyIntegral(nightly, time) : 0;
  return rate * (weekIntegral(time) + daily) + night;
}

/** Less over a tick than what comes in even at the wave's foot on a Sunday. */
function noise({ seed, key, rate }: Pace, time: number): number {
  return rate * 2 * hash(seed, key, Math.floor(time / 10));
}

/** A counter that began at `from`. It never runs backwards. */
export function counter(pace: Pace, from: number, to: number): number {
  const passed = cumulative(pace, to) - cumulative(pace, from);
  return Math.max(0, Math.floor(passed + noise(pace, to)));
}

/** How fast a counter ran in the `seconds` before a time, as RRD's DERIVE has it. */
export function rateOf(pace: Pace, time: number, seconds: number): number {
  const from = time - seconds;
  const passed = cumulative(pace, time) - cumulative(pace, from);
  return Math.max(
    0,
    (passed + noise(pace, time) - noise(pace, from)) / seconds,
  );
}
