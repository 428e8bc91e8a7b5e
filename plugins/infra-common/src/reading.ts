import { z } from 'zod';
import { sourceErrorSchema } from './source-error';

/**
 * The schema of a {@link Reading} whose data has the given schema.
 *
 * @public
 */
export const readingSchema = <T extends z.ZodType>(data: T) =>
  z.object({
    /** The server's clock when it answered: ISO 8601, UTC. */
    now: z.iso.datetime(),
    /** When `data` was read: ISO 8601, UTC. Absent where it never was. */
    collectedAt: z.iso.datetime().optional(),
    /** Why there is nothing newer than `collectedAt`. */
    error: sourceErrorSchema.optional(),
    data: data.optional(),
  });

/**
 * What was read when somebody asked for it, shared by all who asked within a few seconds. `data` stays at the last good
 * read while `error` says why there is no newer one.
 *
 * @public
 */
export interface Reading<T> {
  now: string;
  collectedAt?: string;
  error?: z.infer<typeof sourceErrorSchema>;
  data?: T;
}
