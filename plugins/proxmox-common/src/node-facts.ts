import { z } from 'zod';

/** @public */
export const proxmoxNodeFactsSchema = z
  .object({
    /** By node name. They are swept a few nodes at a time, so each has its own age. */
    nodes: z.record(
      z.string(),
      z.object({
        readAt: z.iso.datetime(),
        /** How many packages could be updated; absent where the token may not see it (`Sys.Modify`). */
        updates: z.number().optional(),
        /** `active`, `notfound`, `expired`, … */
        subscription: z.string().optional(),
        /** The disks that SMART calls failed, as `/dev/sda`; absent where disks could not be read. */
        failedDisks: z.array(z.string()).optional(),
        /** The disks of which SMART says nothing: they are not known to be well. Absent where disks could not be read. */
        unknownDisks: z.array(z.string()).optional(),
        /** The least life left of all its SSDs, 0 to 1. */
        lifeLeftFraction: z.number().optional(),
        /** Why some of these are absent, for people. */
        problems: z.array(z.string()).optional(),
      }),
    ),
  })
  .meta({ id: 'ProxmoxNodeFacts' });

/** What changes slowly on nodes: the data of the snapshot kind `node-facts`. @public */
export type ProxmoxNodeFacts = z.infer<typeof proxmoxNodeFactsSchema>;
