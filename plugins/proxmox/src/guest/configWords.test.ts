import type { GuestDisk } from '@reverb256/backstage-plugin-proxmox-common';
import {
  bootWords,
  cpuWords,
  diskNotes,
  memoryWords,
  startupWords,
  systemWords,
} from './configWords';

const GiB = 1024 ** 3;

const disk = (key: string, more: Partial<GuestDisk> = {}): GuestDisk => ({
  key,
  kind: 'disk',
  inBackup: true,
  replicated: true,
  readOnly: false,
  options: {},
  ...more,
});

it.each([
  [{ cores: 4 }, '4 cores'],
  [
    { sockets: 2, cores: 4, cpuType: 'host' },
    '8 cores (2 sockets of 4), as host',
  ],
  [{ cores: 1, cpuLimit: 0.5 }, '1 core, at most 0.5 CPUs'],
  [{ cpuLimit: 1 }, 'at most 1 CPU'],
  // A container without a limit has all of its node's.
  [{}, undefined],
])('says the processors of %j', (config, words) => {
  expect(cpuWords(config)).toBe(words);
});

it.each([
  [{ memoryBytes: 4 * GiB }, '4 GiB'],
  [
    { memoryBytes: 4 * GiB, minimumMemoryBytes: 2 * GiB },
    '2 GiB to 4 GiB by ballooning',
  ],
  [{ memoryBytes: 4 * GiB, minimumMemoryBytes: 4 * GiB }, '4 GiB'],
  [{ memoryBytes: 4 * GiB, minimumMemoryBytes: 0 }, '4 GiB, no ballooning'],
  [{ memoryBytes: GiB, swapBytes: GiB / 2 }, '1 GiB, 512 MiB swap'],
  [{ memoryBytes: GiB, swapBytes: 0 }, '1 GiB, no swap'],
  [{}, undefined],
])('says the memory of %j', (config, words) => {
  expect(memoryWords(config)).toBe(words);
});

it.each([
  [
    ['scsi0', 'ide2', 'net0'],
    'disk scsi0, then CD drive ide2, then network net0',
  ],
  [['virtio7'], 'virtio7 (not there)'],
  [[], undefined],
])('says that it boots from %j', (bootOrder, words) => {
  const disks = [disk('scsi0'), disk('ide2', { kind: 'cdrom' })];
  expect(bootWords({ bootOrder, disks })).toBe(words);
});

it.each([
  [
    'order=2,up=30,down=60',
    'number 2 in the order, the next 30 s later, up to 1 min to shut down',
  ],
  ['3', 'number 3 in the order'],
  ['up=5', 'the next 5 s later'],
  ['up=soon', 'up=soon'],
])('says the startup %s', (startup, words) => {
  expect(startupWords(startup)).toBe(words);
});

it('notes of a disk what somebody may stumble over', () => {
  const bare = { inBackup: false, replicated: false };
  expect(
    diskNotes(disk('scsi0', { ...bare, options: { discard: 'on' } })),
  ).toEqual(['not in backups', 'not replicated', 'discard=on']);
  // Nobody expects a CD in a backup, or to write on it.
  expect(
    diskNotes(disk('ide2', { ...bare, kind: 'cdrom', readOnly: true })),
  ).toEqual([]);
});

it.each([
  ['l26', 'Linux'],
  ['win11', 'Windows 11, Server 2022 or 2025'],
  // Of a container, and whatever a later version adds.
  ['debian', 'debian'],
  [undefined, undefined],
])('names the system %s: %s', (osType, words) => {
  expect(systemWords(osType)).toBe(words);
});
