import type { ProxmoxGuest } from '@reverb256/backstage-plugin-proxmox-common';
import { memory } from './guestLoadColumns';
import type { GuestRow } from './guestRows';

const GiB = 1024 ** 3;

const rowOf = (
  status: ProxmoxGuest['status'],
  lastKnownAt?: string,
): GuestRow => ({
  id: 'lab/qemu/100',
  cluster: 'lab',
  clusterTitle: 'Lab',
  name: 'web',
  addresses: [],
  searchText: 'web',
  lastKnownAt,
  guest: {
    id: 'qemu/100',
    vmid: '100',
    type: 'qemu',
    node: 'forge',
    status,
    template: false,
    tags: [],
    memory: { usedBytes: GiB, totalBytes: 4 * GiB },
  },
});

it('writes into a file only the use of memory that is that of now', () => {
  expect(memory.text?.(rowOf('running'))).toBe('1 of 4 GiB');
  expect(memory.text?.(rowOf('stopped'))).toBe('4 GiB');
  expect(memory.text?.(rowOf('running', '2026-11-24T06:00:00.000Z'))).toBe(
    '4 GiB',
  );
});
