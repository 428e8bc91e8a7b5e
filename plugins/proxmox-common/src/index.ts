/**
 * Types, schemas, permissions and verdicts of the Proxmox plugin.
 *
 * @packageDocumentation
 */
export * from './addresses';
export * from './annotations';
export * from './capacity';
export * from './catalog';
export * from './cluster-health';
export * from './drain-plan';
export * from './growth';
export * from './endpoints';
export * from './guest-details';
export * from './history';
export * from './inventory';
export * from './node-details';
export * from './node-facts';
export * from './paths';
export * from './permissions';
export * from './privileges';
export * from './search';
export * from './snapshots';
export * from './storage-details';
export * from './tasks';
