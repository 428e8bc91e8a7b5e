import { hash, hashText } from '../../random.ts';
import type { Cluster } from '../cluster.ts';

/** name, title, section, origin, installed version, candidate; kernels apart. */
const PACKAGES = `
proxmox-ve|Proxmox Virtual Environment|admin|Proxmox|9.1.0|9.2.0
pve-manager|Proxmox Virtual Environment Management Tools|admin|Proxmox|@|@+
pve-qemu-kvm|Full virtualization on x86 hardware|admin|Proxmox|10.1.2-3|10.1.2-5
qemu-server|Qemu Server Tools|admin|Proxmox|9.1.3|9.1.6
pve-container|Proxmox VE Container management tool|admin|Proxmox|6.1.2|6.1.4
pve-ha-manager|Proxmox VE HA Manager|admin|Proxmox|5.1.1|5.2.0
pve-cluster|"pmxcfs" distributed cluster filesystem for Proxmox Virtual Environment.|admin|Proxmox|9.0.7|9.1.2
libpve-storage-perl|Proxmox VE storage management library|perl|Proxmox|9.1.0|9.1.2
libpve-common-perl|Proxmox VE base library|perl|Proxmox|9.1.7|9.2.1
proxmox-widget-toolkit|Core Widgets and ExtJS Helper Classes for Proxmox Web UIs|web|Proxmox|5.1.5|5.1.8
zfsutils-linux|command-line tools to manage OpenZFS filesystems|admin|Proxmox|2.3.4-pve1|2.4.1-pve1
lxc-pve|Linux containers userspace tools|admin|Proxmox|6.0.5-4|6.0.5-5
corosync|cluster engine daemon and utilities|admin|Proxmox|3.1.9-pve2|3.1.10-pve1
openssl|Secure Sockets Layer toolkit - cryptographic utility|utils|Debian-Security|3.5.4-1~deb13u1|3.5.4-1~deb13u2
libssl3t64|Secure Sockets Layer toolkit - shared libraries|libs|Debian-Security|3.5.4-1~deb13u1|3.5.4-1~deb13u2
openssh-server|secure shell (SSH) server, for secure access from remote machines|net|Debian-Security|1:10.0p1-7|1:10.0p1-7+deb13u1
sudo|Provide limited super user privileges to specific users|admin|Debian-Security|1.9.16p2-3|1.9.16p2-3+deb13u1
curl|command line tool for transferring data with URL syntax|web|Debian|8.14.1-2|8.14.1-2+deb13u2
base-files|Debian base system miscellaneous files|admin|Debian|13.8+deb13u1|13.8+deb13u3
tzdata|time zone and daylight-saving time data|localization|Debian|2025b-4+deb13u1|2025c-0+deb13u1
systemd|system and service manager|admin|Debian|257.8-1~deb13u2|257.9-1~deb13u1
linux-libc-dev|Linux support headers for userspace development|devel|Debian|6.12.48-1|6.12.57-1
intel-microcode|Processor microcode firmware for Intel CPUs|admin|Debian|3.20250512.1|3.20250812.1
smartmontools|control and monitor storage systems using S.M.A.R.T.|utils|Debian|7.4-pve1|7.4-pve2
`
  .trim()
  .split('\n')
  .map(line => {
    const [name, title, section, origin, installed, candidate] =
      line.split('|');
    return { name, title, section, origin, installed, candidate };
  });

type Package = (typeof PACKAGES)[number];

/** How many of them wait on each node: many, a few, none. */
const WAITING: Record<string, number> = { nexus: 24, forge: 3, closet: 0 };

/** `@` is pve-manager's own. The table is of version 9, on Debian 13. */
function version(text: string, release: string): string {
  const own = text.replace('@', release).replace(/\+$/, '-1');
  return release.startsWith('8.')
    ? own.replace(/^9\./, '8.').replace('deb13', 'deb12')
    : own;
}

function common({ name, title, section, origin }: Package): object {
  const isAll = /-perl$|^proxmox-(ve|widget)|^base-files$|^tzdata$/.test(name);
  return {
    Package: name,
    Title: title,
    Description: `${title}.`,
    Section: section,
    Origin: origin,
    Arch: isAll ? 'all' : 'amd64',
    Priority: origin === 'Debian' ? 'important' : 'optional',
  };
}

/** The packages of a node that wait for an update, as the last `apt update` saw them. */
function waiting({ seed, hosts }: Cluster, node: string): Package[] {
  const key = hashText(node);
  const some = Math.floor(hash(seed, key, 80) * 12);
  const count = hosts.updates.get(node) ?? WAITING[node] ?? some;
  return PACKAGES.slice(0, count);
}

/** pve-manager API2/APT.pm list_updates. */
export function updatesOf(cluster: Cluster, node: string): object[] {
  const { release } = cluster;
  return waiting(cluster, node).map(pack => ({
    ...common(pack),
    OldVersion: version(pack.installed, release),
    Version: version(pack.candidate, release),
  }));
}

/** pve-manager API2/APT.pm versions: what belongs to Proxmox VE, kernels before the rest. */
export function versionsOf(cluster: Cluster, node: string): object[] {
  const { release, generation } = cluster;
  const behind = new Set(waiting(cluster, node).map(({ name }) => name));
  const rows = PACKAGES.filter(({ origin }) => origin === 'Proxmox').map(
    pack => {
      const installed = version(pack.installed, release);
      const candidate = version(pack.candidate, release);
      return {
        ...common(pack),
        OldVersion: installed,
        Version: behind.has(pack.name) ? candidate : installed,
        CurrentState: 'Installed',
        ...(pack.name === 'proxmox-ve' && { RunningKernel: generation.kernel }),
        ...(pack.name === 'pve-manager' && {
          ManagerVersion: `pve-manager/${release}`,
        }),
      };
    },
  );
  const kernel = generation.kernel.replace(/-pve$/, '');
  const kernelRow = {
    ...common({
      name: `proxmox-kernel-${generation.kernel}-signed`,
      title: 'Proxmox Kernel Image',
      section: 'kernel',
      origin: 'Proxmox',
      installed: kernel,
      candidate: kernel,
    }),
    OldVersion: kernel,
    Version: kernel,
    CurrentState: 'Installed',
  };
  return [...rows.slice(0, 2), kernelRow, ...rows.slice(2)];
}

/** The most packages that can wait. */
export const MOST_UPDATES = PACKAGES.length;
