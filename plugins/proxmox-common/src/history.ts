import { z } from 'zod';

/** How far back a history goes. @public */
export const timeframes = ['hour', 'day', 'week', 'month', 'year'] as const;

/** @public */
export type Timeframe = (typeof timeframes)[number];

const column = z.array(z.number().nullable());

const historyOf = <S extends z.ZodRawShape>(series: S) =>
  z.object({
    timeframe: z.enum(timeframes),
    /** The time of the first value of each series: ISO 8601, UTC. */
    from: z.iso.datetime(),
    /** From one value to the next, in seconds. */
    stepSeconds: z.number().positive(),
    /**
     * All of the same length. Each value is the mean over its step, so that peaks are flat in long timeframes; null where
     * Proxmox has none: it was off, or the step is not over. A series is absent where Proxmox never tells it.
     */
    series: z.object(series),
  });

/** @public */
export const nodeHistorySchema = historyOf({
  /** Of all threads, 0 to 1. */
  cpuFraction: column.optional(),
  ioWaitFraction: column.optional(),
  memoryUsedBytes: column.optional(),
  memoryTotalBytes: column.optional(),
  swapUsedBytes: column.optional(),
  rootUsedBytes: column.optional(),
  rootTotalBytes: column.optional(),
  netInBytesPerSecond: column.optional(),
  netOutBytesPerSecond: column.optional(),
  loadAverage: column.optional(),
}).meta({ id: 'ProxmoxNodeHistory' });

/** @public */
export type NodeHistory = z.infer<typeof nodeHistorySchema>;

/** @public */
export const guestHistorySchema = historyOf({
  /** Of its virtual CPUs, 0 to 1. */
  cpuFraction: column.optional(),
  memoryUsedBytes: column.optional(),
  memoryTotalBytes: column.optional(),
  netInBytesPerSecond: column.optional(),
  netOutBytesPerSecond: column.optional(),
  diskReadBytesPerSecond: column.optional(),
  diskWriteBytesPerSecond: column.optional(),
}).meta({ id: 'ProxmoxGuestHistory' });

/** @public */
export type GuestHistory = z.infer<typeof guestHistorySchema>;

/** @public */
export const storageHistorySchema = historyOf({
  usedBytes: column.optional(),
  totalBytes: column.optional(),
}).meta({ id: 'ProxmoxStorageHistory' });

/** @public */
export type StorageHistory = z.infer<typeof storageHistorySchema>;
