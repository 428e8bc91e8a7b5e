import { createHash } from 'node:crypto';
import { hash } from '../../random.ts';
import { MiB, type GuestConfig } from '../model.ts';
import { addressOf, GATEWAY, NAMESERVERS, nicsOf } from './addresses.ts';
import { describe, startupOf, type GuestOptions } from './common.ts';
import { layoutOf } from './layout.ts';
import { volumesOf } from './volumes.ts';

/** A UUID that belongs to this guest (SMBIOS, VM generation). */
function uuidOf(seed: number, vmid: number, use: string): string {
  const digest = createHash('md5')
    .update(`${seed} ${vmid} ${use}`)
    .digest('hex');
  return digest.replace(/^(.{8})(.{4})(.{4})(.{4})(.{12})$/, '$1-$2-$3-$4-$5');
}

function disks(seed: number, guest: GuestConfig): GuestOptions {
  return Object.fromEntries(
    volumesOf(seed, guest).map(({ key, volid, options }) => [
      key,
      key.startsWith('unused') ? volid : [volid, ...options].join(','),
    ]),
  );
}

function networks(seed: number, guest: GuestConfig): GuestOptions {
  return Object.fromEntries(
    nicsOf(seed, guest).map(({ index, mac, model, bridge, ...nic }) => [
      `net${index}`,
      [
        `${model}=${mac}`,
        `bridge=${bridge}`,
        ...(nic.firewall ? ['firewall=1'] : []),
        ...(nic.down ? ['link_down=1'] : []),
        ...(nic.tag === undefined ? [] : [`tag=${nic.tag}`]),
      ].join(','),
    ]),
  );
}

/** The key is text made for this; nobody has the other half. */
const SSH_KEY = `ssh-ed25519 ${Buffer.from(
  'a public key of the lab, for nobody',
).toString('base64')} ops@reverb256`;

function cloudInit(guest: GuestConfig): GuestOptions {
  if (guest.template) return { ciuser: 'ops', ipconfig0: 'ip=dhcp' };
  const isStatic = guest.vmid % 3 !== 0;
  return {
    ciuser: 'ops',
    cipassword: '**********',
    sshkeys: encodeURIComponent(`${SSH_KEY}\n`),
    ipconfig0: isStatic
      ? `ip=${addressOf(guest.vmid)}/24,gw=${GATEWAY}`
      : 'ip=dhcp,ip6=auto',
    ...(isStatic && {
      nameserver: NAMESERVERS.join(' '),
      searchdomain: 'reverb256.ca',
    }),
  };
}

/** What Windows, Home Assistant and a router need beside the usual. */
const OWN: Record<number, GuestOptions> = {
  130: { cpuunits: 50, numa: 1, hotplug: 'network,disk,usb,memory,cpu' },
  140: { usb0: 'mapping=zigbee', machine: 'q35' },
  150: {
    ostype: 'win11',
    machine: 'pc-q35-10.1',
    vga: 'qxl',
    hostpci0: '0000:0a:00,pcie=1,x-vga=1',
    audio0: 'device=ich9-intel-hda,driver=spice',
    localtime: 1,
  },
  151: { ostype: 'other', tablet: 0 },
  9000: { serial0: 'socket', vga: 'serial0' },
};

/** qemu-server's configuration of a VM, without snapshots and digest. */
export function qemuOptions(seed: number, guest: GuestConfig): GuestOptions {
  const { vmid } = guest;
  const layout = layoutOf(seed, guest);
  const random = (stream: number) => hash(seed, vmid, stream);
  const memory = Math.round(guest.maxmem / MiB);
  const balloons = !layout.tpm && random(50) < 0.3;
  const sockets = guest.cores >= 8 && guest.cores % 2 === 0 ? 2 : 1;
  const boot = [
    `${layout.bus}0`,
    ...layout.media.map(({ key }) => key),
    ...(random(51) < 0.5 ? ['net0'] : []),
  ];
  return {
    name: guest.name,
    cores: guest.cores / sockets,
    sockets,
    memory: String(memory),
    ...(balloons && { balloon: Math.floor(memory / 2) }),
    cpu: random(52) < 0.4 ? 'host' : 'x86-64-v2-AES',
    ostype: 'l26',
    scsihw: 'virtio-scsi-single',
    numa: 0,
    boot: `order=${boot.join(';')}`,
    ...disks(seed, guest),
    ...networks(seed, guest),
    ...(layout.efi && { bios: 'ovmf', machine: 'q35' }),
    ...(layout.cloudInit && cloudInit(guest)),
    ...(guest.agent && {
      agent: random(53) < 0.5 ? '1' : 'enabled=1,fstrim_cloned_disks=1',
    }),
    ...(guest.template && { template: 1 }),
    ...describe(seed, guest),
    ...startupOf(seed, guest),
    smbios1: `uuid=${uuidOf(seed, vmid, 'smbios')}`,
    vmgenid: uuidOf(seed, vmid, 'generation'),
    meta: `creation-qemu=10.0.2,ctime=${guest.createdAt}`,
    ...OWN[vmid],
  };
}
