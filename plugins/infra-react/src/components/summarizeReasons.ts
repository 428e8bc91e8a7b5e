import type { HealthReason } from '@reverb256/backstage-plugin-infra-common';

/** One line for the reasons of one kind. */
export interface ReasonLine {
  /** The first of them. */
  reason: HealthReason;
  /** How many more there are like it. */
  more: number;
}

/** Puts reasons of the same code and health into one line each, in the order in which they first come. */
export function summarizeReasons(
  reasons: readonly HealthReason[],
): ReasonLine[] {
  const lines = new Map<string, ReasonLine>();
  for (const reason of reasons) {
    const key = `${reason.health} ${reason.code}`;
    const line = lines.get(key);
    if (line) line.more += 1;
    else lines.set(key, { reason, more: 0 });
  }
  return [...lines.values()];
}
