import type {
  GuestInside,
  ProxmoxGuest,
} from '@reverb256/backstage-plugin-proxmox-common';
import type {
  AgentFileSystems,
  AgentOs,
} from '@reverb256/backstage-plugin-proxmox-node';
import { words } from './instant';

/** What the agent says of the operating system. */
export function toOs({ result }: AgentOs): GuestInside['os'] {
  const name = words(result?.['pretty-name']) ?? words(result?.name);
  const kernel = words(result?.['kernel-release']);
  return name || kernel ? { name, kernel } : undefined;
}

/** What the agent says of the file systems, by where they are mounted. */
export function toFileSystems({
  result,
}: AgentFileSystems): GuestInside['fileSystems'] {
  return (result ?? [])
    .flatMap(each => {
      const { mountpoint, 'used-bytes': used, 'total-bytes': total } = each;
      if (!mountpoint) return [];
      return [
        {
          mountedAt: mountpoint,
          type: words(each.type),
          use:
            used !== undefined && total
              ? { usedBytes: used, totalBytes: total }
              : undefined,
        },
      ];
    })
    .sort((a, b) => (a.mountedAt < b.mountedAt ? -1 : 1));
}

/** Nobody tells, and that is as it must be. */
export const nobodyTells = (reason: string): GuestInside => ({
  from: 'nobody',
  reason,
  interfaces: [],
});

/** Why nobody can look into a guest that does not run; undefined for one that does. */
export const notRunning = ({
  status,
  type,
}: Pick<ProxmoxGuest, 'status' | 'type'>): string | undefined =>
  status === 'running'
    ? undefined
    : `The ${
        type === 'qemu' ? 'virtual machine' : 'container'
      } is ${status}: what is inside can be seen only while it runs.`;

/**
 * What the words of a refused call to the guest agent mean; undefined for everything else that can go wrong. Proxmox
 * answers 500 in each case (qemu-server, QemuServer/Agent.pm).
 */
export function agentRefusal(message: string): string | undefined {
  if (/No QEMU guest agent configured/i.test(message)) {
    return 'No QEMU guest agent is configured. Install qemu-guest-agent in the virtual machine, enable the agent in its options, and restart it from Proxmox.';
  }
  if (/QEMU guest agent is not running/i.test(message)) {
    return 'The QEMU guest agent does not run in the virtual machine. Install and start qemu-guest-agent there.';
  }
  if (/VM \d+ is not running/i.test(message)) {
    return 'The virtual machine does not run: what is inside can be seen only while it does.';
  }
  if (/got timeout|guest-ping/i.test(message)) {
    return 'The QEMU guest agent does not answer. Look whether qemu-guest-agent still runs in the virtual machine.';
  }
  return undefined;
}
