import { z } from 'zod';

/*
 * What is read of the API's answers, and nothing else: these schemas also are the list of fields that is held against
 * the official one (see endpoints.ts). Names are the API's own, types are what they mean (see coerce.ts).
 */

const text = z.string().optional();
const number = z.number().optional();
const flag = z.boolean().optional();

/** `GET /version`, and the same of one node. @public */
export const versionSchema = z.object({
  /** The version of pve-manager, such as `9.2.11`. */
  version: z.string(),
  release: z.string(),
  repoid: z.string(),
});

/** @public */
export type ProxmoxVersion = z.infer<typeof versionSchema>;

/** @public */
export const clusterStatusRowSchema = z.object({
  /** `cluster` (absent on a node that is in none) or `node`. */
  type: z.string(),
  name: z.string(),
  /** Of the cluster. */
  quorate: flag,
  /** Of a node. */
  online: flag,
  /** Of a node; kept while it is offline. */
  ip: text,
});

/** One row of `GET /cluster/status`. @public */
export type ClusterStatusRow = z.infer<typeof clusterStatusRowSchema>;

/** @public */
export const resourceRowSchema = z.object({
  id: z.string(),
  /** `node`, `qemu`, `lxc`, `storage`, `pool`, `network`, and whatever later versions add. */
  type: z.string(),
  node: text,
  status: text,
  name: text,
  vmid: number,
  storage: text,
  plugintype: text,
  /** Comma-separated. */
  content: text,
  shared: flag,
  template: flag,
  /** Separated by semicolons, commas or blanks. */
  tags: text,
  pool: text,
  lock: text,
  hastate: text,
  /** A fraction of `maxcpu`. */
  cpu: number,
  maxcpu: number,
  /** Bytes. */
  mem: number,
  maxmem: number,
  disk: number,
  maxdisk: number,
  /** Seconds. */
  uptime: number,
});

/** One row of `GET /cluster/resources`. @public */
export type ResourceRow = z.infer<typeof resourceRowSchema>;

/** @public */
export const nodeRowSchema = z.object({
  node: z.string(),
  status: z.string(),
  /** SHA-256, of the certificate that the node's own endpoint shows. */
  ssl_fingerprint: text,
});

/** One row of `GET /nodes`. @public */
export type NodeRow = z.infer<typeof nodeRowSchema>;

/** @public */
export const effectivePermissionsSchema = z.record(
  z.string(),
  z.record(z.string(), z.boolean()),
);

/**
 * By path, the privileges that the token has there, and whether each is handed down to what is below:
 * `GET /access/permissions`.
 *
 * @public
 */
export type EffectivePermissions = z.infer<typeof effectivePermissionsSchema>;

/** @public */
export const guestStatusSchema = z.object({
  /** `running` or `stopped`; of a virtual machine that is paused it is `running`. */
  status: z.string(),
  name: text,
  lock: text,
  ha: z.object({
    managed: flag,
    /** The HA manager's word for it, where it is managed. */
    state: text,
  }),
});

/** `GET /nodes/{node}/qemu/{vmid}/status/current`, and the same of containers: as it is now. @public */
export type GuestStatus = z.infer<typeof guestStatusSchema>;

/** @public */
export const taskRowSchema = z.object({
  upid: z.string(),
  /** Of one that has ended: `OK`, `WARNINGS: n`, or what went wrong. */
  status: text,
});

/** One row of `GET /nodes/{node}/tasks`. @public */
export type TaskRow = z.infer<typeof taskRowSchema>;

/** @public */
export const taskStatusSchema = z.object({
  /** `running` or `stopped`. */
  status: z.string(),
  exitstatus: text,
});

/** `GET /nodes/{node}/tasks/{upid}/status`. @public */
export type TaskStatus = z.infer<typeof taskStatusSchema>;

/** @public */
export const taskLogRowSchema = z.object({
  /** Counts from 1. */
  n: z.number(),
  t: z.string(),
});

/** One line of `GET /nodes/{node}/tasks/{upid}/log`. @public */
export type TaskLogRow = z.infer<typeof taskLogRowSchema>;

/** @public */
export const haStatusRowSchema = z.object({
  /** `quorum`, `master`, `lrm`, `service`, `fencing`. */
  type: z.string(),
  /** Of a service: `vm:100`, `ct:200`. */
  sid: text,
  node: text,
  /** What the manager is doing with it: started, stopped, request_stop, fence, recovery, error, … */
  state: text,
  /** What was asked for: started, stopped, disabled, ignored. */
  request_state: text,
});

/** One row of `GET /cluster/ha/status/current`. @public */
export type HaStatusRow = z.infer<typeof haStatusRowSchema>;

/** @public */
export const certificateRowSchema = z.object({
  /** `pve-root-ca.pem`, `pve-ssl.pem`, or `pveproxy-ssl.pem` where the node has one of its own. */
  filename: text,
  subject: text,
  issuer: text,
  /** The names that it is for. */
  san: z.array(z.string()).optional(),
  /** SHA-256. */
  fingerprint: text,
  /** Seconds since the epoch. */
  notbefore: number,
  notafter: number,
});

/** One row of `GET /nodes/{node}/certificates/info`. @public */
export type CertificateRow = z.infer<typeof certificateRowSchema>;
