/*
 * Where the plugin serves what it reads on demand, below `/api/proxmox`. Each answers a `Reading` of what its schema says,
 * unless it says otherwise.
 */

const encode = (parts: string[]) => parts.map(encodeURIComponent).join('/');

/** What of a node is read on demand, by the last part of its path. @public */
export const nodeParts = [
  'status',
  'history',
  'disks',
  'network',
  'services',
  'updates',
  'subscription',
  'certificates',
  'replication',
] as const;

/** @public */
export type NodePart = (typeof nodeParts)[number];

/** `history` takes `?timeframe=`. @public */
export const nodePath = (cluster: string, node: string, part: NodePart) =>
  `/v1/nodes/${encode([cluster, node])}/${part}`;

/** What of a guest is read on demand, by the last part of its path. @public */
export const guestParts = [
  'status',
  'config',
  'history',
  'snapshots',
  'inside',
  'replication',
  'backups',
] as const;

/** @public */
export type GuestPart = (typeof guestParts)[number];

/**
 * `history` takes `?timeframe=`.
 *
 * @param guest - `qemu/100`
 * @public
 */
export const guestPath = (cluster: string, guest: string, part: GuestPart) =>
  `/v1/guests/${encode([cluster])}/${encode(guest.split('/'))}/${part}`;

/**
 * `history` takes `?timeframe=`. Of a shared storage any node that has it tells the same.
 *
 * @public
 */
export const storagePath = (
  cluster: string,
  node: string,
  storage: string,
  part: 'history' | 'content',
) => `/v1/storages/${encode([cluster, node, storage])}/${part}`;

/** Answers a `TaskHistory`; takes `nodes` (repeated), `guest`, `type`, `user`, `failed`, `since`, `before`, `limit`. @public */
export const taskHistoryPath = (cluster: string) =>
  `/v1/tasks/${encode([cluster])}`;

/** Answers a `TaskLog`; takes `after` (lines that are there already) and `limit`. @public */
export const taskLogPath = (cluster: string, upid: string) =>
  `/v1/tasks/${encode([cluster, upid])}/log`;

/** Answers a `GuestSearch`; takes `q` and `limit`. @public */
export const guestSearchPath = '/v1/search';
