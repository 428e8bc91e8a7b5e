/**
 * Collects and serves what Proxmox VE clusters are made of.
 *
 * @packageDocumentation
 */
export { proxmoxPlugin as default } from './plugin';
export {
  guestResourceRef,
  guestRules,
  type GuestResource,
} from './guest-permissions';
