import { z } from 'zod';

/* What is told of one storage when somebody looks at it, and of backups. */

const text = z.string().optional();
const number = z.number().optional();
const flag = z.boolean().optional();

/** @public */
export const storageHistoryRowSchema = z.object({
  /** Seconds since the epoch. */
  time: z.number(),
  used: number,
  total: number,
});

/** One row of `GET /nodes/{node}/storage/{storage}/rrddata`. @public */
export type StorageHistoryRow = z.infer<typeof storageHistoryRowSchema>;

/** @public */
export const storageContentRowSchema = z.object({
  volid: z.string(),
  /** Not in the official schema of all versions. */
  content: text,
  format: text,
  vmid: number,
  size: number,
  /** Seconds since the epoch. */
  ctime: number,
  notes: text,
  protected: flag,
  /** A fingerprint, or `1`. */
  encrypted: text,
  verification: z.object({ state: text }).optional(),
});

/** One row of `GET /nodes/{node}/storage/{storage}/content`. @public */
export type StorageContentRow = z.infer<typeof storageContentRowSchema>;

/** @public */
export const notBackedUpRowSchema = z.object({
  vmid: z.number(),
  type: z.string(),
});

/** One row of `GET /cluster/backup-info/not-backed-up`: a guest that no job includes. @public */
export type NotBackedUpRow = z.infer<typeof notBackedUpRowSchema>;
