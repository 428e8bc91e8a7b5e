const BINARY_UNITS = ['B', 'KiB', 'MiB', 'GiB', 'TiB', 'PiB'] as const;

const oneDecimal = new Intl.NumberFormat('en', { maximumFractionDigits: 1 });
const whole = new Intl.NumberFormat('en', { maximumFractionDigits: 0 });

/** `9.4 GiB`, `96 GiB`: binary units, as Proxmox and the kernel count; one decimal below ten. @public */
export function formatBytes(bytes: number): string {
  let unit = 0;
  let value = bytes;
  // Compared after rounding, so that 1023.7 GiB is 1 TiB and not "1,024 GiB".
  while (Math.round(value) >= 1024 && unit < BINARY_UNITS.length - 1) {
    value /= 1024;
    unit += 1;
  }
  const digits = unit > 0 && value < 9.95 ? oneDecimal : whole;
  return `${digits.format(value)} ${BINARY_UNITS[unit]}`;
}

/** `8 of 32 GiB`, `512 MiB of 4 GiB`: the unit once where both have the same. @public */
export function formatBytesOf(used: number, total: number): string {
  const [usedText, totalText] = [formatBytes(used), formatBytes(total)];
  const [figure, unit] = usedText.split(' ');
  return `${
    totalText.endsWith(` ${unit}`) ? figure : usedText
  } of ${totalText}`;
}

/** `83%`. Something is never drawn as nothing, nor nearly full as full: `<1%` and `99%`. @public */
export function formatPercent(fraction: number): string {
  if (fraction > 0 && fraction < 0.005) return '<1%';
  if (fraction < 1 && fraction > 0.99) return '99%';
  return `${Math.round(fraction * 100)}%`;
}

const TIME_UNITS = [
  { seconds: 86_400, word: 'd' },
  { seconds: 3_600, word: 'h' },
  { seconds: 60, word: 'min' },
  { seconds: 1, word: 's' },
] as const;

/** The two largest units of a duration in seconds: `3 d 4 h`, `12 min`, `42 s`. @public */
export function formatDuration(seconds: number): string {
  const total = Math.max(0, Math.floor(seconds));
  const first = TIME_UNITS.findIndex(unit => total >= unit.seconds);
  if (first < 0) return '0 s';
  const unit = TIME_UNITS[first];
  const count = Math.floor(total / unit.seconds);
  const next = TIME_UNITS[first + 1];
  // Seconds beside minutes would only flicker.
  if (!next || next.word === 's') return `${count} ${unit.word}`;
  const rest = Math.floor((total % unit.seconds) / next.seconds);
  return rest > 0
    ? `${count} ${unit.word} ${rest} ${next.word}`
    : `${count} ${unit.word}`;
}

/** How long ago, in one unit, rounded down: `12 s ago`, `3 min ago`. @public */
export function formatAge(seconds: number): string {
  const total = Math.max(0, Math.floor(seconds));
  const unit = TIME_UNITS.find(candidate => total >= candidate.seconds);
  if (!unit) return 'just now';
  return `${Math.floor(total / unit.seconds)} ${unit.word} ago`;
}

/** A moment to the second in UTC: `2026-11-24 06:11:09 UTC`. @public */
export function formatMoment(iso: string): string {
  const date = new Date(iso);
  if (Number.isNaN(date.getTime())) return iso;
  return `${date.toISOString().slice(0, 19).replace('T', ' ')} UTC`;
}

/** `1 node`, `3 nodes`. @public */
export function formatCount(count: number, noun: string): string {
  return `${whole.format(count)} ${noun}${count === 1 ? '' : 's'}`;
}
