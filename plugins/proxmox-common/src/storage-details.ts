import { z } from 'zod';

/** @public */
export const storageContentSchema = z
  .object({
    /** The volumes, the largest first. */
    volumes: z.array(
      z.object({
        volume: z.string(),
        /** `images`, `rootdir`, `iso`, `vztmpl`, `backup`, `snippets`, `import`. */
        content: z.string(),
        format: z.string().optional(),
        /** The guest that it belongs to. */
        vmid: z.string().optional(),
        sizeBytes: z.number().optional(),
        createdAt: z.iso.datetime().optional(),
        notes: z.string().optional(),
        protected: z.boolean(),
      }),
    ),
  })
  .meta({ id: 'ProxmoxStorageContent' });

/** What is on a storage, as one node sees it. @public */
export type StorageContent = z.infer<typeof storageContentSchema>;
