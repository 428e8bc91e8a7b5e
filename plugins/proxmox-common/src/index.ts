/**
 * Types, schemas, permissions and verdicts of the Proxmox plugin.
 *
 * @packageDocumentation
 */
export * from './annotations';
export * from './capacity';
export * from './cluster-health';
export * from './inventory';
export * from './permissions';
