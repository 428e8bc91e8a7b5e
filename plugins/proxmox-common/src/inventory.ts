import { z } from 'zod';

/** A load: how much of what there is. Bytes, steady to 1% of the total. @public */
export const byteUseSchema = z
  .object({
    usedBytes: z.number().nonnegative(),
    totalBytes: z.number().nonnegative(),
  })
  .meta({ id: 'ProxmoxByteUse' });

/** @public */
export type ByteUse = z.infer<typeof byteUseSchema>;

/** @public */
export const cpuUseSchema = z
  .object({
    /** Of all of `cores`, 0 to 1, in steps of 0.01. */
    fraction: z.number().nonnegative(),
    /** Threads of a node, virtual CPUs of a guest; a container's limit can be a fraction. */
    cores: z.number().nonnegative(),
  })
  .meta({ id: 'ProxmoxCpuUse' });

/** @public */
export type CpuUse = z.infer<typeof cpuUseSchema>;

/** @public */
export const proxmoxNodeSchema = z
  .object({
    name: z.string(),
    /** As corosync sees it; `unknown` when the cluster does not say. */
    status: z.enum(['online', 'offline', 'unknown']),
    /** Kept by the cluster for an offline member too. */
    ip: z.string().optional(),
    /** Absent where the token may not see it or the node is not online: never zero for unknown. */
    cpu: cpuUseSchema.optional(),
    memory: byteUseSchema.optional(),
    rootDisk: byteUseSchema.optional(),
    /** When the node booted: ISO 8601, UTC. */
    startedAt: z.iso.datetime().optional(),
    /** The HA manager's word for the node: online, maintenance, unknown, fence, gone. */
    haState: z.string().optional(),
    /** When the cluster last said that it is online; set only while it is not. */
    lastOnlineAt: z.iso.datetime().optional(),
  })
  .meta({ id: 'ProxmoxNode' });

/** A member of a Proxmox VE cluster. @public */
export type ProxmoxNode = z.infer<typeof proxmoxNodeSchema>;

/** @public */
export const guestTypes = ['qemu', 'lxc'] as const;

/** @public */
export const proxmoxGuestSchema = z
  .object({
    /** `qemu/100` or `lxc/100`: what Proxmox itself uses as the id of the resource. */
    id: z.string(),
    vmid: z.string(),
    /** `qemu` is a virtual machine, `lxc` a container. */
    type: z.enum(guestTypes),
    /** The last name known; absent when the cluster never told one. */
    name: z.string().optional(),
    node: z.string(),
    /** The status last reported while the guest's node was online: running, stopped, paused, …; `unknown` if never. */
    status: z.string(),
    /**
     * Set only while the guest's node is not online: since then nobody knows, whatever Proxmox still answers
     * (it repeats `running` for five minutes). The time of the last report that can be relied on: ISO 8601, UTC.
     */
    lastKnownAt: z.iso.datetime().optional(),
    template: z.boolean(),
    cpu: cpuUseSchema.optional(),
    memory: byteUseSchema.optional(),
    /** The root disk's size; Proxmox knows how much of it is used for containers only. */
    disk: z
      .object({
        usedBytes: z.number().nonnegative().optional(),
        totalBytes: z.number().nonnegative(),
      })
      .optional(),
    startedAt: z.iso.datetime().optional(),
    tags: z.array(z.string()),
    pool: z.string().optional(),
    /** The HA manager's word for it; present only for HA-managed guests. */
    haState: z.string().optional(),
    /** Why its configuration is locked: backup, migrate, snapshot, … */
    lock: z.string().optional(),
  })
  .meta({ id: 'ProxmoxGuest' });

/** A virtual machine or a container. @public */
export type ProxmoxGuest = z.infer<typeof proxmoxGuestSchema>;

/** @public */
export const proxmoxStorageSchema = z
  .object({
    /** `storage/<node>/<storage>`: a shared storage is listed once for each node that has it. */
    id: z.string(),
    storage: z.string(),
    node: z.string(),
    shared: z.boolean(),
    /** Proxmox's plugin type: dir, lvmthin, nfs, rbd, … */
    type: z.string().optional(),
    /** `unknown` while it is offline, disabled or its node is away. */
    status: z.enum(['available', 'unknown']),
    content: z.array(z.string()),
    use: byteUseSchema.optional(),
  })
  .meta({ id: 'ProxmoxStorage' });

/** A storage as one node sees it. @public */
export type ProxmoxStorage = z.infer<typeof proxmoxStorageSchema>;

/** @public */
export const proxmoxInventorySchema = z
  .object({
    cluster: z.object({
      /** The cluster's own name in corosync; absent for a single node and where the token may not see it. */
      name: z.string().optional(),
      /** Absent where the token may not see it (`Sys.Audit on /`): unknown is not quorate. */
      quorate: z.boolean().optional(),
      /** A single node without a cluster has no quorum to lose. */
      standalone: z.boolean().optional(),
    }),
    /** By name. */
    nodes: z.record(z.string(), proxmoxNodeSchema),
    /** By id. */
    guests: z.record(z.string(), proxmoxGuestSchema),
    /** That whoever reads this may not see all guests: then none here does not mean that there is none. */
    guestsPartial: z.boolean().optional(),
    /** By id. */
    storages: z.record(z.string(), proxmoxStorageSchema),
  })
  .meta({ id: 'ProxmoxInventory' });

/** Nodes, guests and storages of one cluster: the data of the snapshot kind `inventory`. @public */
export type ProxmoxInventory = z.infer<typeof proxmoxInventorySchema>;

/** @public */
export const proxmoxVersionsSchema = z
  .object({
    /** By node name. */
    nodes: z.record(
      z.string(),
      z.object({
        /** The version of pve-manager, such as `9.2.11`. */
        version: z.string(),
        /** Versions are swept a few nodes at a time, so each has its own age: ISO 8601, UTC. */
        readAt: z.iso.datetime(),
      }),
    ),
  })
  .meta({ id: 'ProxmoxVersions' });

/** Which version each node runs: the data of the snapshot kind `versions`. @public */
export type ProxmoxVersions = z.infer<typeof proxmoxVersionsSchema>;

/** @public */
export const proxmoxCertificatesSchema = z
  .object({
    /** By node name. */
    nodes: z.record(
      z.string(),
      z.object({
        /** SHA-256, of the certificate that the node's own endpoint shows. */
        fingerprint: z.string().optional(),
        notAfter: z.iso.datetime(),
        readAt: z.iso.datetime(),
      }),
    ),
    /** Endpoints of the configuration whose pinned certificate is none of those that the nodes show now. */
    changedPins: z.array(z.string()),
  })
  .meta({ id: 'ProxmoxCertificates' });

/** The certificates of the nodes: the data of the snapshot kind `certificates`. @public */
export type ProxmoxCertificates = z.infer<typeof proxmoxCertificatesSchema>;
