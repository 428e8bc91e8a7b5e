import { sourceErrorSchema } from '@reverb256/backstage-plugin-infra-common';
import { z } from 'zod';

/** @public */
export const proxmoxTaskSchema = z
  .object({
    upid: z.string(),
    node: z.string(),
    /** Proxmox's word: `qmstart`, `vzdump`, `hamigrate`, … */
    type: z.string(),
    /** What it is about, mostly a vmid; empty for the node or the cluster. */
    id: z.string().optional(),
    /** `user@realm`, without the token. */
    user: z.string(),
    token: z.string().optional(),
    startedAt: z.iso.datetime(),
    /** Absent while it runs. */
    endedAt: z.iso.datetime().optional(),
    /** `unknown`: it does not run any more, and how it ended was not told. */
    state: z.enum(['running', 'succeeded', 'warnings', 'failed', 'unknown']),
    /** Of one that has ended, in Proxmox's words: `OK`, `WARNINGS: 2`, or what went wrong. */
    status: z.string().optional(),
  })
  .meta({ id: 'ProxmoxTask' });

/** A task of a node. @public */
export type ProxmoxTask = z.infer<typeof proxmoxTaskSchema>;

/** @public */
export const proxmoxTasksSchema = z
  .object({
    /** By UPID. All that run, and the last that ended, as far as the cluster keeps them (about 25 a node). */
    tasks: z.record(z.string(), proxmoxTaskSchema),
  })
  .meta({ id: 'ProxmoxTasks' });

/** The data of the snapshot kind `tasks`. @public */
export type ProxmoxTasks = z.infer<typeof proxmoxTasksSchema>;

/** @public */
export const taskHistorySchema = z
  .object({
    /** The newest first. */
    tasks: z.array(proxmoxTaskSchema),
    /** Nodes that were asked, and did not answer: what they did is not known. */
    unread: z.array(z.object({ node: z.string(), error: sourceErrorSchema })),
    /** Nodes that were not asked, since that would be too many at a time: choose some. */
    notAsked: z.array(z.string()),
    /** Where to go on: pass it as `before`. Absent at the end. */
    next: z.string().optional(),
  })
  .meta({ id: 'ProxmoxTaskHistory' });

/** What nodes did, from their own archives. @public */
export type TaskHistory = z.infer<typeof taskHistorySchema>;

/** @public */
export const taskLogSchema = z
  .object({
    task: proxmoxTaskSchema,
    lines: z.array(z.string()),
    /** The number of the line after the last: pass it as `after`. */
    next: z.number(),
  })
  .meta({ id: 'ProxmoxTaskLog' });

/** A piece of a task's log, and how the task is. @public */
export type TaskLog = z.infer<typeof taskLogSchema>;
