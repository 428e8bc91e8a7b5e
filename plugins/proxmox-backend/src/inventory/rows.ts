/**
 * The rows that an inventory is made of, under the names of the Proxmox VE API: `GET /cluster/resources` and
 * `GET /cluster/status`. Only what is used; the client has checked the types.
 */
export interface ResourceRow {
  id: string;
  type: string;
  node?: string;
  status?: string;
  name?: string;
  vmid?: number;
  storage?: string;
  plugintype?: string;
  content?: string;
  shared?: number | boolean;
  template?: number | boolean;
  tags?: string;
  pool?: string;
  lock?: string;
  hastate?: string;
  cpu?: number;
  maxcpu?: number;
  mem?: number;
  maxmem?: number;
  disk?: number;
  maxdisk?: number;
  uptime?: number;
}

export interface ClusterStatusRow {
  type: string;
  name: string;
  quorate?: number | boolean;
  online?: number | boolean;
  ip?: string;
}
