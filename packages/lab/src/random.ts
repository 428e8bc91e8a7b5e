/**
 * Numbers that look random and are functions of their arguments alone, so that
 * the same seed and lab time give the same lab.
 */

/** A hash of up to three integers in [0, 1). Murmur's finaliser over each. */
export function hash(seed: number, a: number, b = 0): number {
  let h = seed | 0;
  for (const value of [a, b]) {
    h ^= value | 0;
    h = Math.imul(h ^ (h >>> 16), 0x85ebca6b);
    h = Math.imul(h ^ (h >>> 13), 0xc2b2ae35);
    h ^= h >>> 16;
  }
  return (h >>> 0) / 0x100000000;
}

/** A string as a 32-bit integer (FNV-1a), to be hashed further. */
export function hashText(text: string): number {
  let h = 0x811c9dc5;
  for (let index = 0; index < text.length; index += 1) {
    h = Math.imul(h ^ text.charCodeAt(index), 0x01000193);
  }
  return h | 0;
}

/** Noise in [0, 1) that drifts: it turns once in `period` steps and is smooth between. */
export function drift(
  seed: number,
  key: number,
  step: number,
  period: number,
): number {
  const position = step / period;
  const index = Math.floor(position);
  const fraction = position - index;
  const eased = fraction * fraction * (3 - 2 * fraction);
  const from = hash(seed, key, index);
  const to = hash(seed, key, index + 1);
  return from + (to - from) * eased;
}

/** One of `values`, chosen by `random` in [0, 1). */
export function pick<T>(values: readonly T[], random: number): T {
  return values[Math.floor(random * values.length)];
}
