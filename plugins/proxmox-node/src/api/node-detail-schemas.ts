import { z } from 'zod';

/*
 * What a node tells when somebody looks at it. Names are the API's own, types are what they mean (see coerce.ts). Nearly
 * everything may be absent: versions differ, and Perl leaves out what it does not know.
 */

const text = z.string().optional();
const number = z.number().optional();
const flag = z.boolean().optional();
const bytes = z.object({ total: number, used: number }).optional();

/** @public */
export const nodeStatusRowSchema = z.object({
  /** As `Linux 6.14.11-2-pve #1 SMP …`. */
  kversion: text,
  'current-kernel': z.object({ sysname: text, release: text }).optional(),
  /** As `pve-manager/9.2.3/…`. */
  pveversion: text,
  cpuinfo: z
    .object({ model: text, sockets: number, cores: number, cpus: number })
    .optional(),
  loadavg: z.array(z.number()).optional(),
  /** A fraction of all CPU time. */
  wait: number,
  swap: bytes,
  rootfs: bytes,
  ksm: z.object({ shared: number }).optional(),
  'boot-info': z.object({ mode: text, secureboot: flag }).optional(),
});

/** `GET /nodes/{node}/status`. @public */
export type NodeStatusRow = z.infer<typeof nodeStatusRowSchema>;

/** @public */
export const nodeHistoryRowSchema = z.object({
  /** Seconds since the epoch. */
  time: z.number(),
  cpu: number,
  iowait: number,
  memused: number,
  memtotal: number,
  swapused: number,
  rootused: number,
  roottotal: number,
  netin: number,
  netout: number,
  loadavg: number,
});

/** One row of `GET /nodes/{node}/rrddata`. @public */
export type NodeHistoryRow = z.infer<typeof nodeHistoryRowSchema>;

/** @public */
export const diskRowSchema = z.object({
  devpath: z.string(),
  type: text,
  model: text,
  vendor: text,
  serial: text,
  /** Bytes. */
  size: number,
  /** `PASSED`, `OK` (SAS), `FAILED!`, `UNKNOWN`, … */
  health: text,
  /** The life left of an SSD in percent, or `N/A`. */
  wearout: z.union([z.number(), z.string()]).optional(),
  used: text,
  /** -1 for none. */
  osdid: number,
});

/** One row of `GET /nodes/{node}/disks/list`. @public */
export type DiskRow = z.infer<typeof diskRowSchema>;

/** @public */
export const networkRowSchema = z.object({
  iface: z.string(),
  type: text,
  active: flag,
  autostart: flag,
  cidr: text,
  cidr6: text,
  gateway: text,
  gateway6: text,
  /** Separated by blanks. */
  bridge_ports: text,
  slaves: text,
  ovs_ports: text,
  ovs_bonds: text,
  bond_mode: text,
  'vlan-raw-device': text,
  'vlan-id': number,
  ovs_tag: number,
  mtu: number,
  comments: text,
});

/** One row of `GET /nodes/{node}/network`. @public */
export type NetworkRow = z.infer<typeof networkRowSchema>;

/** @public */
export const serviceRowSchema = z.object({
  service: z.string(),
  desc: text,
  /** systemd's substate. */
  state: text,
  'active-state': text,
  'unit-state': text,
});

/** One row of `GET /nodes/{node}/services`. @public */
export type ServiceRow = z.infer<typeof serviceRowSchema>;

/** @public */
export const updateRowSchema = z.object({
  Package: z.string(),
  Title: text,
  OldVersion: text,
  Version: text,
  Origin: text,
  Section: text,
});

/** One row of `GET /nodes/{node}/apt/update`. @public */
export type UpdateRow = z.infer<typeof updateRowSchema>;

/** @public */
export const subscriptionRowSchema = z.object({
  status: z.string(),
  productname: text,
  /** `c` community, `b` basic, `s` standard, `p` premium. */
  level: text,
  /** As `2026-11-24`. */
  nextduedate: text,
  /** Seconds since the epoch. */
  checktime: number,
  message: text,
});

/** `GET /nodes/{node}/subscription`. @public */
export type SubscriptionRow = z.infer<typeof subscriptionRowSchema>;

/** @public */
export const replicationRowSchema = z.object({
  /** As `100-0`. */
  id: z.string(),
  guest: number,
  source: text,
  target: text,
  schedule: text,
  disable: flag,
  /** Seconds since the epoch; 0 for never. */
  last_sync: number,
  last_try: number,
  next_sync: number,
  /** Seconds. */
  duration: number,
  fail_count: number,
  error: text,
  /** Only while it runs. */
  pid: number,
});

/** One row of `GET /nodes/{node}/replication`: the jobs of the guests that are on the node. @public */
export type ReplicationRow = z.infer<typeof replicationRowSchema>;

/** @public */
export const managerStatusSchema = z.object({
  manager_status: z
    .object({
      /** By node: online, maintenance, unknown, fence, gone. */
      node_status: z.record(z.string(), z.string()).optional(),
    })
    .optional(),
});

/** `GET /cluster/ha/status/manager_status`. @public */
export type ManagerStatus = z.infer<typeof managerStatusSchema>;
