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
