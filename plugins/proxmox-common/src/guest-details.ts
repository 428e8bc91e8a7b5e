import { z } from 'zod';
import { byteUseSchema } from './inventory';

/** @public */
export const guestStatusDetailsSchema = z
  .object({
    /** `running`, `stopped`, or QEMU's own word: `paused`, `prelaunch`, `suspended`, … */
    status: z.string(),
    lock: z.string().optional(),
    startedAt: z.iso.datetime().optional(),
    /** Whether it runs on what it was configured to be, in QEMU's words. */
    runningMachine: z.string().optional(),
    runningQemu: z.string().optional(),
    agentEnabled: z.boolean().optional(),
    /** Where people find the cluster's own web interface; absent where nobody has configured it. */
    webUrl: z.url().optional(),
    ha: z.object({
      managed: z.boolean(),
      state: z.string().optional(),
      group: z.string().optional(),
    }),
  })
  .meta({ id: 'ProxmoxGuestStatus' });

/** A guest as its node sees it at this moment. @public */
export type GuestStatusDetails = z.infer<typeof guestStatusDetailsSchema>;

/** @public */
export const guestDiskSchema = z.object({
  /** As `scsi0`, `rootfs`, `mp0`, `efidisk0`, `unused0`. */
  key: z.string(),
  kind: z.enum([
    'disk',
    'cdrom',
    'cloud-init',
    'efi',
    'tpm',
    'root',
    'mount-point',
    'unused',
  ]),
  /** Absent where it is a path of the node, or an empty drive. */
  storage: z.string().optional(),
  /** As `vm-100-disk-0`; a path where there is no storage; absent for an empty drive. */
  volume: z.string().optional(),
  sizeBytes: z.number().optional(),
  /** Where a container has it. */
  mountedAt: z.string().optional(),
  /** Whether backups take it along. */
  inBackup: z.boolean(),
  replicated: z.boolean(),
  readOnly: z.boolean(),
  /** What else is set, by name: `cache`, `discard`, `iothread`, `ssd`, … */
  options: z.record(z.string(), z.string()),
});

/** @public */
export const guestNetworkSchema = z.object({
  /** As `net0`. */
  key: z.string(),
  /** `virtio`, `e1000`, …; of a container the interface's name, as `eth0`. */
  model: z.string().optional(),
  mac: z.string().optional(),
  bridge: z.string().optional(),
  vlan: z.string().optional(),
  firewall: z.boolean(),
  linkDown: z.boolean(),
  /** As configured, by container or cloud-init: `dhcp`, `10.25.6.40/24`. */
  addresses: z.array(z.string()),
  gateways: z.array(z.string()),
  options: z.record(z.string(), z.string()),
});

/** @public */
export const guestConfigSchema = z
  .object({
    name: z.string().optional(),
    description: z.string().optional(),
    tags: z.array(z.string()),
    sockets: z.number().optional(),
    /** Per socket. */
    cores: z.number().optional(),
    cpuType: z.string().optional(),
    /** In CPUs; absent for no limit. */
    cpuLimit: z.number().optional(),
    memoryBytes: z.number().optional(),
    /** What ballooning may shrink it to; 0 where it is off. */
    minimumMemoryBytes: z.number().optional(),
    swapBytes: z.number().optional(),
    machine: z.string().optional(),
    bios: z.string().optional(),
    osType: z.string().optional(),
    /** Of a container. */
    architecture: z.string().optional(),
    unprivileged: z.boolean().optional(),
    features: z.array(z.string()).optional(),
    /** The keys that it boots from, in order. */
    bootOrder: z.array(z.string()),
    startsOnBoot: z.boolean(),
    /** As `order=2,up=30`. */
    startup: z.string().optional(),
    /** Against removal. */
    protected: z.boolean(),
    agentEnabled: z.boolean().optional(),
    disks: z.array(guestDiskSchema),
    networks: z.array(guestNetworkSchema),
    cloudInit: z
      .object({
        user: z.string().optional(),
        hasPassword: z.boolean(),
        sshKeys: z.number(),
        nameservers: z.array(z.string()),
        searchDomain: z.string().optional(),
        /** Files of our own in place of the generated ones, as `user=local:snippets/x.yaml`. */
        custom: z.string().optional(),
      })
      .optional(),
    /** What is set beside, as Proxmox has it; `not shown` for what may hold a secret. */
    other: z.record(z.string(), z.string()),
    /** What takes effect only with the next start. */
    pending: z.array(
      z.object({
        key: z.string(),
        now: z.string().optional(),
        /** Absent where it will be removed. */
        next: z.string().optional(),
      }),
    ),
  })
  .meta({ id: 'ProxmoxGuestConfig' });

/** How a guest is configured. @public */
export type GuestConfigDetails = z.infer<typeof guestConfigSchema>;
/** @public */
export type GuestDisk = z.infer<typeof guestDiskSchema>;
/** @public */
export type GuestNetwork = z.infer<typeof guestNetworkSchema>;

/** @public */
export const guestSnapshotsSchema = z
  .object({
    snapshots: z.array(
      z.object({
        name: z.string(),
        /** The snapshot that it was made on; absent for a first one. */
        parent: z.string().optional(),
        createdAt: z.iso.datetime().optional(),
        description: z.string().optional(),
        withMemory: z.boolean(),
      }),
    ),
    /** The snapshot that the guest runs on now: what a rollback went to, or the last made. */
    currentParent: z.string().optional(),
  })
  .meta({ id: 'ProxmoxGuestSnapshots' });

/** @public */
export type GuestSnapshots = z.infer<typeof guestSnapshotsSchema>;

/** @public */
export const guestInsideSchema = z
  .object({
    /** Who tells: the QEMU guest agent, or the node that a container runs on. */
    from: z.enum(['agent', 'container', 'nobody']),
    /** Why nobody tells, for people: no agent configured, not running, stopped. */
    reason: z.string().optional(),
    interfaces: z.array(
      z.object({
        name: z.string(),
        mac: z.string().optional(),
        /** With the length of the prefix. Neither loopback nor link-local ones. */
        addresses: z.array(z.string()),
      }),
    ),
    os: z
      .object({ name: z.string().optional(), kernel: z.string().optional() })
      .optional(),
    fileSystems: z
      .array(
        z.object({
          mountedAt: z.string(),
          type: z.string().optional(),
          use: byteUseSchema.optional(),
        }),
      )
      .optional(),
  })
  .meta({ id: 'ProxmoxGuestInside' });

/** What a guest looks like from the inside. @public */
export type GuestInside = z.infer<typeof guestInsideSchema>;

/** @public */
export const guestBackupsSchema = z
  .object({
    /** The newest first. */
    backups: z.array(
      z.object({
        volume: z.string(),
        storage: z.string(),
        createdAt: z.iso.datetime(),
        sizeBytes: z.number().optional(),
        notes: z.string().optional(),
        protected: z.boolean(),
        encrypted: z.boolean().optional(),
        /** What Proxmox Backup Server's verification found: `ok`, `failed`; absent where none was made. */
        verification: z.string().optional(),
      }),
    ),
    /** Storages for backups that could not be read: what is there is not known. */
    unread: z.array(z.object({ storage: z.string(), message: z.string() })),
    /** Whether no enabled job includes it; absent where that cannot be read. */
    inNoJob: z.boolean().optional(),
    /** Why that could not be read, for people. */
    jobsUnread: z.string().optional(),
  })
  .meta({ id: 'ProxmoxGuestBackups' });

/** The backups of a guest that its node can see. @public */
export type GuestBackups = z.infer<typeof guestBackupsSchema>;
