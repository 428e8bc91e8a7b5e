export { Proxmox } from './proxmox.ts';
export type { ProxmoxOptions, ProxmoxState } from './proxmox.ts';
