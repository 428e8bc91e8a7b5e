import { z } from 'zod';

/** @public */
export const proxmoxEndpointsSchema = z
  .object({
    endpoints: z.array(
      z.object({
        url: z.string(),
        /** `failing`: it did not answer when last asked; `open`: it is left alone for a while after several times. */
        state: z.enum(['ok', 'failing', 'open']),
        /** Absent where it was not asked yet: endpoints in reserve are asked only when others fail. */
        askedAt: z.iso.datetime().optional(),
        error: z.string().optional(),
        /** The SHA-256 fingerprint of the one certificate that it is trusted with, where there is one. */
        pinned: z.string().optional(),
        /** The fingerprint that it showed instead. */
        presented: z.string().optional(),
        /** Set where somebody accepted the pinned one in place of the configured one. */
        accepted: z
          .object({ acceptedAt: z.iso.datetime(), runId: z.string() })
          .optional(),
      }),
    ),
  })
  .meta({ id: 'ProxmoxEndpoints' });

/** The endpoints of a cluster as the process that answers sees them. @public */
export type ProxmoxEndpoints = z.infer<typeof proxmoxEndpointsSchema>;

/** Answers a `Reading` of the endpoints of a cluster. @public */
export const endpointsPath = (cluster: string) =>
  `/v1/endpoints/${encodeURIComponent(cluster)}`;
