import type {
  GuestInside,
  ProxmoxGuest,
} from '@reverb256/backstage-plugin-proxmox-common';
import type {
  ProxmoxDetails,
  ReadOptions,
} from '@reverb256/backstage-plugin-proxmox-node';
import { SourceFailure } from '@reverb256/backstage-plugin-infra-node';
import { fromAgent, fromContainer } from '../details/addresses';
import {
  agentRefusal,
  nobodyTells,
  notRunning,
  toFileSystems,
  toOs,
} from '../details/guest-inside';

/** Without this one the others say little; they are not told by every agent. */
async function askAgent(
  details: ProxmoxDetails,
  guest: ProxmoxGuest,
  options: ReadOptions,
): Promise<GuestInside> {
  const interfaces = fromAgent(await details.agentInterfaces(guest, options));
  const [fileSystems, os] = await Promise.allSettled([
    details.agentFileSystems(guest, options),
    details.agentOs(guest, options),
  ]);
  return {
    from: 'agent',
    interfaces,
    ...(fileSystems.status === 'fulfilled' && {
      fileSystems: toFileSystems(fileSystems.value),
    }),
    ...(os.status === 'fulfilled' && { os: toOs(os.value) }),
  };
}

/** Looks into a guest, by its agent or from its node. That nobody tells is an answer, and not a failure. */
export async function readInside(
  details: ProxmoxDetails,
  guest: ProxmoxGuest,
  options: ReadOptions,
): Promise<GuestInside> {
  const reason = notRunning(guest);
  if (reason) return nobodyTells(reason);
  if (guest.type === 'lxc') {
    const rows = await details.containerInterfaces(guest, options);
    return { from: 'container', interfaces: fromContainer(rows) };
  }
  try {
    return await askAgent(details, guest, options);
  } catch (error) {
    const refusal =
      error instanceof SourceFailure && error.kind === 'rejected'
        ? agentRefusal(error.message)
        : undefined;
    if (!refusal) throw error;
    return nobodyTells(refusal);
  }
}
