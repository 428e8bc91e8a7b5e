/**
 * Actions on guests of Proxmox VE that destroy something, as steps of templates.
 *
 * @packageDocumentation
 */
export { scaffolderModuleProxmox as default } from './module';
