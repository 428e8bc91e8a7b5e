import { hash, pick } from '../../random.ts';
import { MiB, type GuestConfig } from '../model.ts';
import { addressOf, GATEWAY, NAMESERVERS, nicsOf } from './addresses.ts';
import { describe, startupOf, type GuestOptions } from './common.ts';
import { volumesOf } from './volumes.ts';

function networks(seed: number, guest: GuestConfig): GuestOptions {
  return Object.fromEntries(
    nicsOf(seed, guest).map(({ index, mac, bridge, firewall, tag }) => {
      const isStatic = guest.vmid % 4 !== 1;
      const first = isStatic
        ? [`ip=${addressOf(guest.vmid)}/24`, `gw=${GATEWAY}`]
        : ['ip=dhcp', 'ip6=auto'];
      return [
        `net${index}`,
        [
          `name=eth${index}`,
          `bridge=${bridge}`,
          ...(firewall ? ['firewall=1'] : []),
          `hwaddr=${mac}`,
          ...(index === 0 ? first : ['ip=dhcp']),
          ...(tag === undefined ? [] : [`tag=${tag}`]),
          'type=veth',
        ].join(','),
      ];
    }),
  );
}

const OWN: Record<number, GuestOptions> = {
  200: { nameserver: '127.0.0.1 9.9.9.9' },
  231: { dev0: '/dev/dri/renderD128,gid=992' },
};

/** Made before containers were unprivileged by default, or for hardware. */
const PRIVILEGED = [231, 240];

/** pve-container's configuration of a container, without snapshots and digest. */
export function lxcOptions(seed: number, guest: GuestConfig): GuestOptions {
  const { vmid } = guest;
  const random = (stream: number) => hash(seed, vmid, stream);
  const volumes = volumesOf(seed, guest).map(({ key, volid, options }) => [
    key,
    [volid, ...options].join(','),
  ]);
  return {
    hostname: guest.name,
    arch: 'amd64',
    cores: guest.cores,
    memory: Math.round(guest.maxmem / MiB),
    swap: pick([0, 512, 512, 1024], random(50)),
    ostype: pick(['debian', 'debian', 'ubuntu', 'alpine'], random(51)),
    ...Object.fromEntries(volumes),
    ...networks(seed, guest),
    nameserver: NAMESERVERS.join(' '),
    searchdomain: 'reverb256.ca',
    ...(PRIVILEGED.includes(vmid) ? {} : { unprivileged: 1 }),
    ...(random(52) < 0.5 && { features: 'nesting=1,keyctl=1' }),
    ...(guest.template && { template: 1 }),
    ...describe(seed, guest),
    ...startupOf(seed, guest),
    ...OWN[vmid],
  };
}
