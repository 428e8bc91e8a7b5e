import { z } from 'zod';
import { sourceErrorKinds } from './source-error';

/**
 * Where a run is on its way:
 *
 * - `accepted`: stored; nothing has been sent
 * - `sending`: the request may have left; it is never sent a second time, whatever happens
 * - `running`: the upstream has taken it on, and it is followed
 * - `succeeded`, `failed`, `cancelled`: its true end
 * - `unknown`: the request may have been carried out and nobody could find out in time; look at the thing itself
 *
 * @public
 */
export const runStates = [
  'accepted',
  'sending',
  'running',
  'succeeded',
  'failed',
  'cancelled',
  'unknown',
] as const;

/** @public */
export const runStateSchema = z.enum(runStates);

/** @public */
export type RunState = z.infer<typeof runStateSchema>;

/** Whether a run in this state has come to its end. @public */
export function isEnded(state: RunState): boolean {
  return state !== 'accepted' && state !== 'sending' && state !== 'running';
}

/** Where a change came from. @public */
export const originSchema = z.enum([
  'page',
  'template',
  'assistant',
  'machine',
]);

/** @public */
export type Origin = z.infer<typeof originSchema>;

/** Why a run failed: as for a source, or `task`: the upstream took it on, and its own task failed. @public */
export const runErrorSchema = z
  .object({
    kind: z.enum([...sourceErrorKinds, 'task', 'interrupted']),
    /** What happened, to what, and what to do. */
    message: z.string(),
    missing: z.array(z.string()).optional(),
  })
  .meta({ id: 'RunError' });

/** @public */
export type RunError = z.infer<typeof runErrorSchema>;

/** @public */
export const runResourceSchema = z
  .object({
    /** The kind of thing, as in the permission framework: `proxmox-guest`. */
    type: z.string(),
    /** Identifies it among its kind: `reverb256/qemu/100`. */
    id: z.string(),
    /** What people call it. */
    title: z.string(),
  })
  .meta({ id: 'RunResource' });

/** The thing that a run acts on. @public */
export type RunResource = z.infer<typeof runResourceSchema>;

/** @public */
export const runSchema = z
  .object({
    id: z.string(),
    pluginId: z.string(),
    /** The run, of the same plugin, that began this one; absent when a person or a machine did. */
    parent: z.string().optional(),
    /** The action's name within its plugin: `start-guest`. */
    action: z.string(),
    /** What it does, for people: `Start guest web-1`. */
    title: z.string(),
    resource: runResourceSchema,
    /** The entity ref of a person, or the subject of a machine. */
    actor: z.string(),
    origin: originSchema,
    input: z.record(z.string(), z.unknown()),
    destructive: z.boolean(),
    state: runStateSchema,
    /** What is being done or waited for just now, in a few words. */
    step: z.string().optional(),
    /** 0 to 1, where the upstream tells. */
    progress: z.number().min(0).max(1).optional(),
    /** Whether it can be cancelled now. */
    cancellable: z.boolean(),
    /** Whether somebody asked to stop it; it ends when the upstream has. */
    cancelRequested: z.boolean().optional(),
    /** The upstream's own name for the work, such as a UPID. */
    task: z.string().optional(),
    createdAt: z.iso.datetime(),
    sentAt: z.iso.datetime().optional(),
    /** Since when it has been looked for, after the answer to its request was lost. */
    answerLostAt: z.iso.datetime().optional(),
    /** Since when the upstream could not be asked about it. */
    lostSightAt: z.iso.datetime().optional(),
    updatedAt: z.iso.datetime(),
    endedAt: z.iso.datetime().optional(),
    output: z.record(z.string(), z.unknown()).optional(),
    error: runErrorSchema.optional(),
  })
  .meta({ id: 'Run' });

/** One execution of an action, from its acceptance to its true end. @public */
export type Run = z.infer<typeof runSchema>;

/**
 * A place in a list of runs, in a query: `<createdAt>/<id>` of the run that it comes after, or a time alone. Runs are
 * listed by both, since many may be created in the same millisecond.
 *
 * @public
 */
export const runPlaceSchema = z
  .string()
  .transform((text, context) => {
    const [time, id] = text.split('/');
    const parsed = z.iso.datetime().safeParse(time);
    if (parsed.success) {
      return {
        createdAt: new Date(parsed.data).toISOString(),
        ...(id && { id }),
      };
    }
    context.addIssue({
      code: 'custom',
      message: 'must be a time, or <createdAt>/<id> of a run',
    });
    return z.NEVER;
  })
  .meta({
    type: 'string',
    description:
      'Only runs that come after this place in the list: `<createdAt>/<id>` of a run, or a time',
  });

/** A place in a list of runs as a query has it: what comes after a run is asked for by this. @public */
export const formatRunPlace = (place: {
  createdAt: string;
  id?: string;
}): string => [place.createdAt, place.id].filter(Boolean).join('/');

/** @public */
export const runLogSchema = z
  .object({
    /** In order; `n` counts from 1 without gaps. */
    lines: z.array(
      z.object({ n: z.number().int(), at: z.iso.datetime(), text: z.string() }),
    ),
    run: runSchema,
  })
  .meta({ id: 'RunLog' });

/** What `GET /v1/runs/{id}/log` answers: the lines after the one asked for, and the run as it is now. @public */
export type RunLog = z.infer<typeof runLogSchema>;

/** @public */
export const obstacleSchema = z
  .object({
    /** A stable word for it, such as `locked`. */
    code: z.string(),
    /** `block`: it would fail, so it is not sent; `warning`: it can be done all the same. */
    severity: z.enum(['block', 'warning']),
    message: z.string(),
  })
  .meta({ id: 'Obstacle' });

/** Something that stands in the way of an action. @public */
export type Obstacle = z.infer<typeof obstacleSchema>;

/** @public */
export const preflightSchema = z
  .object({
    /** What the action would be called as a run: `Start guest web-1`. */
    title: z.string(),
    resource: runResourceSchema,
    destructive: z.boolean(),
    /** What will happen, a sentence each. */
    effects: z.array(z.string()),
    obstacles: z.array(obstacleSchema),
    /** Who may: whether the caller may, and by which permission. */
    allowed: z.boolean(),
    permission: z.string(),
    /** What is being done to the same thing just now, by anybody. */
    concurrent: z.array(runSchema),
  })
  .meta({ id: 'Preflight' });

/** What an action would do, and what stands in the way. @public */
export type Preflight = z.infer<typeof preflightSchema>;
