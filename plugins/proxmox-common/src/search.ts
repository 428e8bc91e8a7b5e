import { z } from 'zod';

/** @public */
export const guestSearchSchema = z
  .object({
    guests: z.array(
      z.object({
        cluster: z.string(),
        clusterTitle: z.string(),
        /** `qemu/100`. */
        guest: z.string(),
        name: z.string().optional(),
        node: z.string(),
        status: z.string(),
        template: z.boolean(),
        tags: z.array(z.string()),
        addresses: z.array(z.string()),
        /** Where the words were found. */
        matched: z.enum(['name', 'id', 'tag', 'address']),
      }),
    ),
    /** How many there are in all. */
    total: z.number(),
  })
  .meta({ id: 'ProxmoxGuestSearch' });

/** Guests found by name, id, tag or address, the best first. @public */
export type GuestSearch = z.infer<typeof guestSearchSchema>;
