import { z } from 'zod';
import { guestStatusSchema } from './schemas';

const text = z.string().optional();
const number = z.number().optional();
const flag = z.boolean().optional();
const texts = z.array(z.string()).optional();

/** `GET /nodes/{node}/qemu/{vmid}/status/current`. */
export const vmStatusSchema = guestStatusSchema.extend({
  /** QEMU's own word: `paused` where `status` is `running` all the same. */
  qmpstatus: text,
});

/** A guest as it is now; what only virtual machines have is absent of containers. @public */
export type GuestStatus = z.infer<typeof vmStatusSchema>;

/** An HA resource that keeps another from a node, and by which kind of rule. */
const haBlockSchema = z.object({ sid: z.string(), cause: text });

/** `GET /nodes/{node}/qemu/{vmid}/migrate`. */
export const vmMigrationSchema = z.object({
  running: flag,
  allowed_nodes: texts,
  /** By node, why not; the official schema leaves the level of the nodes out. */
  not_allowed_nodes: z
    .record(
      z.string(),
      z.object({
        unavailable_storages: texts,
        'blocking-ha-resources': z.array(haBlockSchema).optional(),
      }),
    )
    .optional(),
  local_disks: z
    .array(
      z.object({ volid: text, size: number, cdrom: flag, is_unused: flag }),
    )
    .optional(),
  local_resources: texts,
  'dependent-ha-resources': texts,
});

/** `GET /nodes/{node}/lxc/{vmid}/migrate`; there is none before Proxmox VE 9. */
export const containerMigrationSchema = z.object({
  running: flag,
  'allowed-nodes': texts,
  'not-allowed-nodes': z
    .record(
      z.string(),
      z.object({
        'blocking-ha-resources': z.array(haBlockSchema).optional(),
      }),
    )
    .optional(),
  'dependent-ha-resources': texts,
});

/** `GET /nodes/{node}/{qemu,lxc}/{vmid}/feature`. */
export const featureSchema = z.object({ hasFeature: z.boolean() });

/** What changing tags reads of `GET /nodes/{node}/{qemu,lxc}/{vmid}/config`. */
export const taggedConfigSchema = z.object({
  /** Of the whole configuration: a change that names another is refused. */
  digest: z.string(),
  tags: text,
});

/** What going back to a snapshot reads of `GET /nodes/{node}/{qemu,lxc}/{vmid}/snapshot/{snapname}/config`. */
export const snapshotConfigSchema = z.object({ tags: text });

/** What changing tags reads of `GET /cluster/options`, which the official schema only calls an object. */
export const tagOptionsSchema = z.object({
  /** Those that the token may give and take. */
  'allowed-tags': texts,
  /** Those that only whoever has Sys.Modify on / may. */
  'registered-tags': texts,
  'user-tag-access': z.object({ 'user-allow': text }).optional(),
});
