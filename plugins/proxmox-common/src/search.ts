import { sourceErrorSchema } from '@reverb256/backstage-plugin-infra-common';
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
        /** `unknown` also where the cluster could not be read lately. */
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
    /** What was searched, a cluster each: what is not found may be in what is not known. */
    clusters: z.array(
      z.object({
        cluster: z.string(),
        title: z.string(),
        /** When its guests were last read; absent where they never were, so that none of them can be found. */
        collectedAt: z.iso.datetime().optional(),
        /** Why nothing newer is known. */
        error: sourceErrorSchema.optional(),
        /** Whether that is longer ago than it should be, for whatever reason. */
        isOld: z.boolean(),
        /** Whether the cluster may have guests that it does not tell the portal of. */
        isPartial: z.boolean(),
        /** How many guests were searched: those that may be seen. */
        guests: z.number(),
        /** Of how many of them the addresses are known; of the others none is found by its address. */
        withAddresses: z.number(),
      }),
    ),
  })
  .meta({ id: 'ProxmoxGuestSearch' });

/** Guests found by name, id, tag or address, the best first. @public */
export type GuestSearch = z.infer<typeof guestSearchSchema>;
