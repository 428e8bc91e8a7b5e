/**
 * Nodes and guests of Proxmox VE clusters in Backstage.
 *
 * @packageDocumentation
 */
export { proxmoxPlugin as default } from './plugin';
export { proxmoxSearchModule } from './search';
export { proxmoxSnapshotsApiRef, useProxmoxSnapshots } from './api';
