import { z } from 'zod';

/* What is told of one guest when somebody looks at it. */

const text = z.string().optional();
const number = z.number().optional();
const flag = z.boolean().optional();
const ha = z.object({ managed: flag, state: text }).optional();

/** @public */
export const vmStatusRowSchema = z.object({
  /** `running` or `stopped`. */
  status: z.string(),
  /** QEMU's own word: `running`, `paused`, `prelaunch`, … */
  qmpstatus: text,
  lock: text,
  /** Seconds; 0 for what does not run. */
  uptime: number,
  agent: flag,
  'running-machine': text,
  'running-qemu': text,
  ha,
});

/** @public */
export const containerStatusRowSchema = z.object({
  status: z.string(),
  lock: text,
  uptime: number,
  ha,
});

/** `GET /nodes/{node}/qemu/{vmid}/status/current`, and what of it containers have. @public */
export type GuestStatusRow = z.infer<typeof vmStatusRowSchema>;

/** @public */
export const pendingRowSchema = z.object({
  key: z.string(),
  /** As it is now; absent where it will only come. */
  value: text,
  /** As it will be. */
  pending: text,
  /** 1: it will be removed; 2: by force. */
  delete: number,
});

/** One row of `GET …/pending`: the whole configuration, with what takes effect only later. @public */
export type PendingRow = z.infer<typeof pendingRowSchema>;

/** @public */
export const vmSnapshotRowSchema = z.object({
  /** `current` is the guest as it is now, and not a snapshot. */
  name: z.string(),
  parent: text,
  /** Seconds since the epoch. */
  snaptime: number,
  description: text,
  vmstate: flag,
});

/** @public */
export const containerSnapshotRowSchema = vmSnapshotRowSchema.omit({
  vmstate: true,
});

/** One row of `GET …/snapshot`. @public */
export type SnapshotRow = z.infer<typeof vmSnapshotRowSchema>;

/** @public */
export const guestHistoryRowSchema = z.object({
  /** Seconds since the epoch. */
  time: z.number(),
  cpu: number,
  mem: number,
  maxmem: number,
  netin: number,
  netout: number,
  diskread: number,
  diskwrite: number,
});

/** One row of `GET …/rrddata` of a guest. @public */
export type GuestHistoryRow = z.infer<typeof guestHistoryRowSchema>;

const addresses = z
  .array(
    z.object({
      'ip-address': text,
      prefix: number,
    }),
  )
  .optional();

/** @public */
export const agentInterfacesSchema = z.object({
  result: z
    .array(
      z.object({
        name: text,
        'hardware-address': text,
        'ip-addresses': addresses,
      }),
    )
    .optional(),
});

/** `GET …/agent/network-get-interfaces`. @public */
export type AgentInterfaces = z.infer<typeof agentInterfacesSchema>;

/** @public */
export const agentFileSystemsSchema = z.object({
  result: z
    .array(
      z.object({
        mountpoint: text,
        type: text,
        'used-bytes': number,
        'total-bytes': number,
      }),
    )
    .optional(),
});

/** `GET …/agent/get-fsinfo`. @public */
export type AgentFileSystems = z.infer<typeof agentFileSystemsSchema>;

/** @public */
export const agentOsSchema = z.object({
  result: z
    .object({ 'pretty-name': text, name: text, 'kernel-release': text })
    .optional(),
});

/** `GET …/agent/get-osinfo`. @public */
export type AgentOs = z.infer<typeof agentOsSchema>;

/** @public */
export const containerInterfaceSchema = z.object({
  name: text,
  hwaddr: text,
  /** With the length of the prefix; of several the last. */
  inet: text,
  inet6: text,
  /** All of them; older versions do not tell. */
  'ip-addresses': addresses,
});

/** One row of `GET /nodes/{node}/lxc/{vmid}/interfaces`. @public */
export type ContainerInterface = z.infer<typeof containerInterfaceSchema>;
