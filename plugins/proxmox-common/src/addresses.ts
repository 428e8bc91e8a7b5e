import { z } from 'zod';

/** @public */
export const proxmoxAddressesSchema = z
  .object({
    /** By id of the guest. They are swept with a fixed budget of requests, so each has its own age. */
    guests: z.record(
      z.string(),
      z.object({
        /** Without the length of the prefix; neither loopback nor link-local ones. */
        addresses: z.array(z.string()),
        /** Who told: the QEMU guest agent, the node that a container runs on, or the configuration (static ones). */
        from: z.enum(['agent', 'container', 'configuration']),
        readAt: z.iso.datetime(),
      }),
    ),
  })
  .meta({ id: 'ProxmoxAddresses' });

/** The addresses of guests, as far as known: the data of the snapshot kind `addresses`. @public */
export type ProxmoxAddresses = z.infer<typeof proxmoxAddressesSchema>;
