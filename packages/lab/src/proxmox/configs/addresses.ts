import { hash } from '../../random.ts';
import type { GuestConfig } from '../model.ts';

/** A guest's address on the first bridge: the same for the same guest number. */
export function addressOf(vmid: number): string {
  if (vmid < 1000) return `10.25.7.${vmid - 90 < 250 ? vmid - 90 : vmid % 250}`;
  const index = Math.max(0, vmid - 10_000);
  return `10.${32 + Math.floor(index / 62_500)}.${
    Math.floor(index / 250) % 250
  }.${(index % 250) + 1}`;
}

export const GATEWAY = '10.25.7.1';
export const NAMESERVERS = ['10.25.7.110', '10.25.7.111'];

/** Under BC:24:11, which is Proxmox's own range. */
export function macOf(seed: number, vmid: number, index: number): string {
  const value = Math.floor(hash(seed, vmid, 60 + index) * 0x1000000);
  const octets = [value >> 16, (value >> 8) & 255, value & 255];
  return ['BC', '24', '11']
    .concat(octets.map(octet => octet.toString(16).padStart(2, '0')))
    .join(':')
    .toUpperCase();
}

/** The link-local address that a card with this MAC makes itself (RFC 4291, appendix A). */
export function linkLocal(mac: string): string {
  const bytes = mac.split(':').map(octet => parseInt(octet, 16));
  const all = [bytes[0] ^ 2, bytes[1], bytes[2], 0xff, 0xfe, ...bytes.slice(3)];
  const words = [0, 2, 4, 6].map(at =>
    ((all[at] << 8) | all[at + 1]).toString(16),
  );
  return `fe80::${words.join(':')}`;
}

/** A network card of a guest, and the VLAN that it is in. */
export interface Nic {
  index: number;
  mac: string;
  model: 'virtio' | 'e1000';
  bridge: string;
  tag?: number;
  firewall: boolean;
  down?: boolean;
}

export function nicsOf(seed: number, guest: GuestConfig): Nic[] {
  const { vmid } = guest;
  const nic = (index: number, more: Partial<Nic> = {}): Nic => ({
    index,
    mac: macOf(seed, vmid, index),
    model: 'virtio',
    bridge: 'vmbr0',
    firewall: hash(seed, vmid, 70 + index) < 0.5,
    ...more,
  });
  // A router has a card on every network; Windows had no driver for another model.
  if (vmid === 151) {
    return [
      nic(0, { tag: 10 }),
      nic(1, { tag: 20 }),
      nic(2, { bridge: 'vmbr1', down: true }),
    ];
  }
  if (vmid === 150) return [nic(0, { model: 'e1000' })];
  const hasTwo = vmid === 130 || (vmid >= 10_000 && hash(seed, vmid, 75) < 0.1);
  if (hasTwo) {
    return [nic(0), nic(1, { bridge: 'vmbr1', tag: 40 })];
  }
  return [nic(0)];
}
