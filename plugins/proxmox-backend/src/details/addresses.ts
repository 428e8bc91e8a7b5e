import { isIP } from 'node:net';
import type {
  AgentInterfaces,
  ContainerInterface,
} from '@reverb256/backstage-plugin-proxmox-node';
import type {
  GuestConfigDetails,
  GuestInside,
} from '@reverb256/backstage-plugin-proxmox-common';
import { words } from './instant';

type Interfaces = GuestInside['interfaces'];

/** Neither loopback nor link-local: every machine has those, and nobody is reached by them. */
export function isTelling(address: string): boolean {
  const [ip] = address.split(/[/%]/);
  if (isIP(ip) === 4) return !/^(127\.|169\.254\.|0\.)/.test(ip);
  return isIP(ip) === 6 && !/^(::1?$|fe[89ab]|fe80)/i.test(ip);
}

const withPrefix = (address: string, prefix: number | undefined) =>
  prefix === undefined || address.includes('/')
    ? address
    : `${address}/${prefix}`;

const distinct = (addresses: readonly string[]) => [...new Set(addresses)];

/** The interfaces that the guest agent tells, but for loopback. */
export function fromAgent({ result }: AgentInterfaces): Interfaces {
  return (result ?? [])
    .filter(each => each.name !== 'lo')
    .map(each => ({
      name: each.name ?? 'unknown',
      mac: words(each['hardware-address']),
      addresses: distinct(
        (each['ip-addresses'] ?? []).flatMap(
          ({ 'ip-address': address, prefix }) =>
            address && isTelling(address) ? [withPrefix(address, prefix)] : [],
        ),
      ),
    }));
}

/** The interfaces that a node tells of a container, but for loopback. */
export function fromContainer(rows: readonly ContainerInterface[]): Interfaces {
  return rows
    .filter(row => row.name !== 'lo')
    .map(row => ({
      name: row.name ?? 'unknown',
      mac: words(row.hwaddr),
      addresses: distinct([
        ...[row.inet, row.inet6].flatMap(address =>
          address && isTelling(address) ? [address] : [],
        ),
        ...(row['ip-addresses'] ?? []).flatMap(
          ({ 'ip-address': address, prefix }) =>
            address && isTelling(address) ? [withPrefix(address, prefix)] : [],
        ),
      ]),
    }));
}

const withoutPrefix = (address: string) => address.split('/')[0];

/** All addresses of interfaces, each once and without the length of its prefix. */
export const bareAddresses = (
  interfaces: readonly { addresses: readonly string[] }[],
): string[] =>
  distinct(interfaces.flatMap(each => each.addresses.map(withoutPrefix)));

/** The static addresses that a configuration sets: neither `dhcp` nor `auto`. */
export const staticAddresses = (
  config: Pick<GuestConfigDetails, 'networks'>,
): string[] => bareAddresses(config.networks).filter(isTelling);
