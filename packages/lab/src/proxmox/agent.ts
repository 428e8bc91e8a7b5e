import { hash } from '../random.ts';
import { addressOf, linkLocal, nicsOf, type Nic } from './configs/addresses.ts';
import { volumesOf } from './configs/volumes.ts';
import { died } from './errors.ts';
import { configOf } from './guest-config.ts';
import { guestValues } from './load.ts';
import type { GuestConfig } from './model.ts';

/** qemu-server QemuServer/Agent.pm assert_agent_available, with its messages. */
export function assertAgent(seed: number, guest: GuestConfig): void {
  if (configOf(seed, guest).agent === undefined) {
    throw died('No QEMU guest agent configured');
  }
  if (guest.status === 'stopped') {
    throw died(`VM ${guest.vmid} is not running`);
  }
  if (guest.agentStopped || guest.status === 'paused') {
    throw died('QEMU guest agent is not running');
  }
}

interface Address {
  'ip-address': string;
  'ip-address-type': 'ipv4' | 'ipv6';
  prefix: number;
}

const ipv4 = (address: string, prefix: number): Address => ({
  'ip-address': address,
  'ip-address-type': 'ipv4',
  prefix,
});
const ipv6 = (address: string, prefix: number): Address => ({
  'ip-address': address,
  'ip-address-type': 'ipv6',
  prefix,
});

const isKubernetes = (guest: GuestConfig) =>
  (guest.tags ?? '').split(';').includes('k8s');

function addressesOf(guest: GuestConfig, nic: Nic): Address[] {
  if (nic.down) return [];
  const local = ipv6(linkLocal(nic.mac), 64);
  if (nic.index > 0) return [ipv4(`10.25.40.${guest.vmid % 250}`, 24), local];
  const virtualIp = guest.vmid === 100 ? [ipv4('10.25.7.5', 32)] : [];
  const routed = isKubernetes(guest)
    ? []
    : [ipv6(`fd25:7::${(guest.vmid % 0xffff).toString(16)}`, 64)];
  return [ipv4(addressOf(guest.vmid), 24), ...virtualIp, ...routed, local];
}

/** What the operating system calls its cards. */
function nameOf(guest: GuestConfig, index: number): string {
  if (guest.vmid === 150) return 'Ethernet';
  return isKubernetes(guest) ? `eth${index}` : `ens${18 + index}`;
}

/** guest-network-get-interfaces of QEMU's agent. */
export function agentInterfaces(seed: number, guest: GuestConfig): object[] {
  const loopback = {
    name: 'lo',
    'hardware-address': '00:00:00:00:00:00',
    'ip-addresses': [ipv4('127.0.0.1', 8), ipv6('::1', 128)],
  };
  const cards = nicsOf(seed, guest).map(nic => ({
    name: nameOf(guest, nic.index),
    'hardware-address': nic.mac.toLowerCase(),
    'ip-addresses': addressesOf(guest, nic),
  }));
  // What the network of pods makes has addresses that nobody outside reaches.
  const pods = isKubernetes(guest)
    ? [
        {
          name: 'cilium_host',
          'hardware-address': '0a:58:0a:f4:00:01',
          'ip-addresses': [ipv4(`10.244.${guest.vmid % 250}.1`, 32)],
        },
        { name: 'kube-ipvs0', 'hardware-address': 'c6:91:0e:5a:00:02' },
      ]
    : [];
  return [loopback, ...cards, ...pods];
}

/** guest-get-fsinfo: mounted file systems; how full they are drifts. */
export function agentFileSystems(
  seed: number,
  guest: GuestConfig,
  time: number,
): object[] {
  const isWindows = guest.vmid === 150;
  return volumesOf(seed, guest)
    .filter(({ key }) => /^(scsi|virtio|sata)\d+$/.test(key))
    .map(({ key, size }, index) => {
      const number = Number(key.replace(/\D/g, ''));
      const total = Math.floor(size * 0.96);
      const fraction = 0.2 + 0.7 * hash(seed, guest.vmid, 90 + index);
      const { uptime } = guestValues(seed, guest, time);
      const grown = Math.min(0.04, uptime / (400 * 86_400));
      return {
        name: isWindows ? `\\\\?\\Volume{${number}}\\` : `sd${'abc'[index]}1`,
        mountpoint: mountpoint(isWindows, index),
        type: isWindows ? 'NTFS' : 'ext4',
        'total-bytes': total,
        'used-bytes': Math.floor(total * Math.min(0.97, fraction + grown)),
        disk: [
          {
            'bus-type': key.replace(/\d/g, ''),
            bus: 0,
            target: 0,
            unit: number,
            dev: isWindows
              ? `\\\\.\\PhysicalDrive${index}`
              : `/dev/sd${'abc'[index]}1`,
            'pci-controller': { domain: 0, bus: 9, slot: 1, function: 0 },
          },
        ],
      };
    });
}

function mountpoint(isWindows: boolean, index: number): string {
  if (isWindows) return index === 0 ? 'C:\\' : 'D:\\';
  return index === 0 ? '/' : `/srv/data${index === 1 ? '' : index}`;
}

/** guest-get-osinfo: what /etc/os-release and uname say. */
export function agentOsInfo(guest: GuestConfig): object {
  if (guest.vmid === 150) {
    return {
      id: 'mswindows',
      name: 'Microsoft Windows',
      'pretty-name': 'Windows 11 Pro',
      version: 'Microsoft Windows 11',
      'version-id': '11',
      machine: 'x86_64',
      'kernel-release': '26200',
      'kernel-version': '10.0',
      variant: 'client',
      'variant-id': 'client',
    };
  }
  if (isKubernetes(guest)) {
    return {
      id: 'talos',
      name: 'Talos',
      'pretty-name': 'Talos (v1.11.5)',
      'version-id': 'v1.11.5',
      machine: 'x86_64',
      'kernel-release': '6.12.57-talos',
      'kernel-version': '#1 SMP Mon Nov 10 12:00:00 UTC 2025',
    };
  }
  if (guest.vmid === 140) {
    return {
      id: 'haos',
      name: 'Home Assistant OS',
      'pretty-name': 'Home Assistant OS 16.3',
      version: '16.3',
      'version-id': '16.3',
      machine: 'x86_64',
      'kernel-release': '6.12.51-haos',
      'kernel-version': '#1 SMP PREEMPT_DYNAMIC',
      variant: 'Home Assistant OS',
    };
  }
  return {
    id: 'debian',
    name: 'Debian GNU/Linux',
    'pretty-name': 'Debian GNU/Linux 13 (trixie)',
    version: '13 (trixie)',
    'version-id': '13',
    machine: 'x86_64',
    'kernel-release': '6.12.48+deb13-amd64',
    'kernel-version': '#1 SMP PREEMPT_DYNAMIC Debian 6.12.48-1',
  };
}

/** pve-container LXC.pm get_interfaces: what `ip a` says in the container's network. */
export function containerInterfaces(
  seed: number,
  guest: GuestConfig,
): object[] | null {
  if (guest.status === 'stopped') return null;
  const row = (
    name: string,
    mac: string,
    addresses: [string, string, number][],
  ) => ({
    name,
    'hardware-address': mac,
    hwaddr: mac,
    'ip-addresses': addresses.map(([type, address, prefix]) => ({
      'ip-address-type': type,
      'ip-address': address,
      prefix,
    })),
    // Of several addresses of a family the last one stands here.
    ...Object.fromEntries(
      addresses.map(([type, address, prefix]) => [
        type,
        `${address}/${prefix}`,
      ]),
    ),
  });
  return [
    row('lo', '00:00:00:00:00:00', [
      ['inet', '127.0.0.1', 8],
      ['inet6', '::1', 128],
    ]),
    ...nicsOf(seed, guest).map(nic => {
      const address =
        nic.index === 0
          ? addressOf(guest.vmid)
          : `10.25.40.${guest.vmid % 250}`;
      return row(`eth${nic.index}`, nic.mac.toLowerCase(), [
        ['inet', address, 24],
        ['inet6', linkLocal(nic.mac), 64],
      ]);
    }),
  ];
}
