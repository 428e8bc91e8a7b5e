/**
 * Nodes and guests of Proxmox VE clusters as entities of the catalog.
 *
 * @packageDocumentation
 */
export { catalogModuleProxmox as default } from './module';
