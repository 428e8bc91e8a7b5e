import { z } from 'zod';

/** From best to worst; `unknown` is worse than `ok`, since nobody may take it for healthy. @public */
export const healths = ['ok', 'unknown', 'warning', 'critical'] as const;

/** @public */
export const healthSchema = z.enum(healths);

/** @public */
export type Health = z.infer<typeof healthSchema>;

/** One reason for a health that is not `ok`. @public */
export interface HealthReason {
  /** A stable word for what it is, such as `node-offline`. */
  code: string;
  health: Exclude<Health, 'ok'>;
  /** What is wrong, with the thing's name: one sentence. */
  message: string;
  /** The part it is about, as in a gap's path: `nodes/forge`. */
  path?: string;
}

/** @public */
export interface HealthVerdict {
  health: Health;
  /** Worst first. Empty only when the health is `ok`. */
  reasons: HealthReason[];
}

/** The verdict that follows from its reasons: the worst of them, `ok` when there is none. @public */
export function verdictOf(reasons: readonly HealthReason[]): HealthVerdict {
  const sorted = [...reasons].sort(
    (a, b) => healths.indexOf(b.health) - healths.indexOf(a.health),
  );
  return { health: sorted[0]?.health ?? 'ok', reasons: sorted };
}
