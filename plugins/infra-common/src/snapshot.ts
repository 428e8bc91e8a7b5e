import { z } from 'zod';
import { sourceErrorSchema } from './source-error';

/** @public */
export const gapSchema = z
  .object({
    /** Which part, in the words of the snapshot's data: `nodes/forge`, `cluster/status`. */
    path: z.string(),
    error: sourceErrorSchema,
    /** When that part was last read, if it ever was: ISO 8601, UTC. */
    collectedAt: z.iso.datetime().optional(),
  })
  .meta({ id: 'Gap' });

/** A part of a source that could not be read, while the rest could. @public */
export type Gap = z.infer<typeof gapSchema>;

/** @public */
export const snapshotHeadSchema = z
  .object({
    /** The source's name in the configuration. */
    source: z.string(),
    /** What people call it. */
    title: z.string(),
    /** Changes when, and only when, a viewer would see a difference. Empty before the first successful read. */
    version: z.string(),
    /** When the data was last read successfully: ISO 8601, UTC. Absent before the first success. */
    collectedAt: z.iso.datetime().optional(),
    /** When a read was last tried. */
    attemptedAt: z.iso.datetime().optional(),
    /** How often the source is read, in seconds: what an age is judged against. */
    intervalSeconds: z.number().positive(),
    /** Why there is nothing newer than `collectedAt`. */
    error: sourceErrorSchema.optional(),
    gaps: z.array(gapSchema),
  })
  .meta({ id: 'SnapshotHead' });

/** All of a snapshot but its data: small, written at every read. @public */
export type SnapshotHead = z.infer<typeof snapshotHeadSchema>;

/**
 * What was read from one source. `data` stays at the last good read while `error` says why there is no newer one.
 *
 * @public
 */
export type Snapshot<T> = SnapshotHead & { data?: T };

/** The schema of a {@link Snapshot} whose data has the given schema. @public */
export const snapshotSchema = <T extends z.ZodType>(data: T) =>
  snapshotHeadSchema.extend({ data: data.optional() });

/** @public */
export const headsResponseSchema = z
  .object({
    /** The server's clock when it answered, so that ages do not depend on the viewer's clock: ISO 8601, UTC. */
    now: z.iso.datetime(),
    /** By kind of snapshot, one head a source, in the order of the configuration. */
    heads: z.record(z.string(), z.array(snapshotHeadSchema)),
  })
  .meta({ id: 'HeadsResponse' });

/** What `GET /v1/heads` answers. @public */
export type HeadsResponse = z.infer<typeof headsResponseSchema>;

/**
 * What `GET /v1/snapshots/{kind}/{source}` answers: the whole snapshot, or, when asked with `since` and the store
 * still knows that version, its head and the JSON merge patch (RFC 7396) that turns that version's data into this one's.
 *
 * @public
 */
export const snapshotResponseSchema = <T extends z.ZodType>(data: T) =>
  z.union([
    // First, since the whole one would take a difference too and leave its patch out.
    snapshotHeadSchema.extend({
      since: z.string(),
      patch: z.record(z.string(), z.unknown()),
    }),
    snapshotSchema(data),
  ]);

/** @public */
export type SnapshotPatch = SnapshotHead & {
  /** The version that the patch starts from. */
  since: string;
  patch: Record<string, unknown>;
};
