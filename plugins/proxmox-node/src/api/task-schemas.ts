import { z } from 'zod';

/* What is told of tasks, beyond what following one of ours needs. */

const text = z.string().optional();
const number = z.number().optional();

/** @public */
export const taskDetailRowSchema = z.object({
  upid: z.string(),
  node: text,
  type: text,
  /** Mostly a vmid; empty for none. */
  id: text,
  /** `user@realm`, and on lists of what runs with `!token` behind it. */
  user: text,
  tokenid: text,
  /** Seconds since the epoch. */
  starttime: number,
  endtime: number,
  /** Of one that has ended: `OK`, `WARNINGS: n`, or what went wrong; of one that runs `RUNNING`, or nothing. */
  status: text,
});

/** One row of `GET /cluster/tasks` and of `GET /nodes/{node}/tasks`. @public */
export type TaskDetailRow = z.infer<typeof taskDetailRowSchema>;
