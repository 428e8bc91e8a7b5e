import { hash } from '../random.ts';

/** Pressure stall information, percent over ten seconds, two digits as the kernel's. */
export interface Pressure {
  pressurecpusome: number;
  pressurecpufull: number;
  pressureiosome: number;
  pressureiofull: number;
  pressurememorysome: number;
  pressurememoryfull: number;
}

const percent = (value: number) => Math.round(Math.max(0, value) * 100) / 100;

/**
 * How long somebody waited: for a processor where it is busy, for disks where
 * `wait` (the share of time) is long. Memory is short nowhere in the lab.
 */
export function pressureOf(
  seed: number,
  key: number,
  cpu: number,
  wait: number,
  time: number,
): Pressure {
  const noise = hash(seed, key + 21, Math.floor(time / 10));
  const crowded = Math.max(0, cpu - 0.6) * 60;
  const io = wait * 100 * (0.5 + noise);
  return {
    pressurecpusome: percent(noise * 1.2 + crowded),
    pressurecpufull: 0,
    pressureiosome: percent(io),
    pressureiofull: percent(io * 0.8),
    pressurememorysome: 0,
    pressurememoryfull: 0,
  };
}
