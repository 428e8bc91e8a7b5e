import { z } from 'zod';
import { byteUseSchema } from './inventory';

/** @public */
export const nodeStatusSchema = z
  .object({
    /** As `Linux 6.14.11-2-pve`. */
    kernel: z.string().optional(),
    pveVersion: z.string().optional(),
    cpuModel: z.string().optional(),
    sockets: z.number().optional(),
    cores: z.number().optional(),
    threads: z.number().optional(),
    /** Over 1, 5 and 15 minutes. */
    loadAverage: z.array(z.number()).optional(),
    /** 0 to 1, of all CPU time. */
    ioWaitFraction: z.number().optional(),
    swap: byteUseSchema.optional(),
    rootDisk: byteUseSchema.optional(),
    ksmSharedBytes: z.number().optional(),
    /** `efi` or `legacy-bios`. */
    bootMode: z.string().optional(),
    secureBoot: z.boolean().optional(),
  })
  .meta({ id: 'ProxmoxNodeStatus' });

/** What a node says of itself, beyond the inventory. @public */
export type NodeStatusDetails = z.infer<typeof nodeStatusSchema>;

/** @public */
export const nodeDisksSchema = z
  .array(
    z.object({
      /** As `/dev/nvme0n1`. */
      device: z.string(),
      /** `hdd`, `ssd`, `nvme`, `usb`, or Proxmox's own word for another. */
      type: z.string().optional(),
      model: z.string().optional(),
      vendor: z.string().optional(),
      serial: z.string().optional(),
      sizeBytes: z.number().optional(),
      /** What SMART says of it. `unknown` where it says nothing: that is not `passed`. */
      health: z.enum(['passed', 'failed', 'unknown']),
      /** Proxmox's own word, where it is another than `PASSED` or `FAILED`. */
      healthText: z.string().optional(),
      /** How much of an SSD's life is left, 0 to 1, where it tells. */
      lifeLeftFraction: z.number().optional(),
      /** What is on it, in Proxmox's words: `LVM`, `ZFS`, `ceph OSD 3`. */
      usedFor: z.string().optional(),
    }),
  )
  .meta({ id: 'ProxmoxNodeDisks' });

/** The physical disks of a node. @public */
export type NodeDisks = z.infer<typeof nodeDisksSchema>;

/** @public */
export const nodeNetworkSchema = z
  .array(
    z.object({
      name: z.string(),
      /** `eth`, `bond`, `bridge`, `vlan`, `OVSBridge`, … */
      type: z.string(),
      active: z.boolean(),
      autostart: z.boolean(),
      /** With the length of the prefix: `10.25.6.11/24`. */
      addresses: z.array(z.string()),
      gateways: z.array(z.string()),
      /** The interfaces that it is made of: ports of a bridge, slaves of a bond, the raw device of a VLAN. */
      ports: z.array(z.string()),
      bondMode: z.string().optional(),
      vlan: z.string().optional(),
      mtu: z.number().optional(),
      comment: z.string().optional(),
    }),
  )
  .meta({ id: 'ProxmoxNodeNetwork' });

/** The network interfaces that a node has or is configured to have. @public */
export type NodeNetwork = z.infer<typeof nodeNetworkSchema>;

/** @public */
export const nodeServicesSchema = z
  .array(
    z.object({
      name: z.string(),
      title: z.string().optional(),
      /** systemd's substate: `running`, `dead`, `exited`, … */
      state: z.string(),
      /** systemd's active state: `active`, `inactive`, `failed`, … */
      activeState: z.string().optional(),
      /** Whether it starts by itself: `enabled`, `disabled`, `masked`, `not-found`, … */
      unitState: z.string().optional(),
      /** `wrong`: it is enabled and does not run, or failed. `off`: it does not run and is not meant to. */
      verdict: z.enum(['right', 'wrong', 'off', 'unknown']),
    }),
  )
  .meta({ id: 'ProxmoxNodeServices' });

/** The system services of a node. @public */
export type NodeServices = z.infer<typeof nodeServicesSchema>;

/** @public */
export const nodeUpdatesSchema = z
  .array(
    z.object({
      package: z.string(),
      title: z.string().optional(),
      oldVersion: z.string().optional(),
      newVersion: z.string(),
      /** As `Proxmox` or `Debian`. */
      origin: z.string().optional(),
      section: z.string().optional(),
    }),
  )
  .meta({ id: 'ProxmoxNodeUpdates' });

/** The packages that could be updated, as of the node's last look into its repositories. @public */
export type NodeUpdates = z.infer<typeof nodeUpdatesSchema>;

/** @public */
export const nodeSubscriptionSchema = z
  .object({
    /** `active`, `notfound`, `new`, `invalid`, `expired`, `suspended`. */
    status: z.string(),
    /** As `Proxmox VE Community Subscription 1 CPU/year`. */
    product: z.string().optional(),
    level: z.string().optional(),
    nextDueAt: z.iso.datetime().optional(),
    checkedAt: z.iso.datetime().optional(),
    message: z.string().optional(),
  })
  .meta({ id: 'ProxmoxNodeSubscription' });

/** @public */
export type NodeSubscription = z.infer<typeof nodeSubscriptionSchema>;

/** @public */
export const nodeCertificatesSchema = z
  .array(
    z.object({
      filename: z.string(),
      subject: z.string().optional(),
      issuer: z.string().optional(),
      names: z.array(z.string()),
      notBefore: z.iso.datetime().optional(),
      notAfter: z.iso.datetime().optional(),
      /** SHA-256. */
      fingerprint: z.string().optional(),
    }),
  )
  .meta({ id: 'ProxmoxNodeCertificates' });

/** Every certificate that a node has. @public */
export type NodeCertificates = z.infer<typeof nodeCertificatesSchema>;

/** @public */
export const replicationSchema = z
  .array(
    z.object({
      /** As `100-0`. */
      id: z.string(),
      vmid: z.string(),
      source: z.string().optional(),
      target: z.string(),
      /** A systemd calendar event, as `*\/15`. */
      schedule: z.string().optional(),
      enabled: z.boolean(),
      lastSyncAt: z.iso.datetime().optional(),
      lastTryAt: z.iso.datetime().optional(),
      nextSyncAt: z.iso.datetime().optional(),
      durationSeconds: z.number().optional(),
      failCount: z.number().optional(),
      error: z.string().optional(),
      /** Whether it is under way just now. */
      running: z.boolean().optional(),
    }),
  )
  .meta({ id: 'ProxmoxReplication' });

/** Replication jobs, with how they went where their node tells. @public */
export type Replication = z.infer<typeof replicationSchema>;
