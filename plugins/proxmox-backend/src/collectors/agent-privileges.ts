import type { EffectivePermissions } from '@reverb256/backstage-plugin-proxmox-node';
import { hasPrivilege } from '../inventory/hidden';

/** One of these lets a token ask an agent; each version of Proxmox VE knows its own only (the official API schema). */
const ASKS_AGENTS = [
  'VM.GuestAgent.Audit',
  'VM.GuestAgent.Unrestricted',
  'VM.Monitor',
];

/** Whether a token may ask the guest agent of a virtual machine. */
export const mayAskAgent = (
  permissions: EffectivePermissions,
  vmid: string,
): boolean =>
  ASKS_AGENTS.some(privilege =>
    hasPrivilege(permissions, `/vms/${vmid}`, privilege),
  );
