import type { Lab } from 'lab/testing';
import { useLab } from '../__testUtils__/startOnLab';
import { tryAction, type Tried } from '../__testUtils__/tryAction';

jest.setTimeout(60_000);

const lock = ({ control }: Lab) => control.setGuest(111, { lock: 'backup' });

const TRIED: Tried[] = [
  {
    action: 'migrate-guest',
    permission: 'proxmox.guest.migrate',
    vmid: 111,
    more: { target: 'nexus', withLocalDisks: true },
    task: 'qmigrate',
    output: { status: 'running', node: 'nexus' },
    blocked: ['locked', lock],
    pace: 20,
  },
  {
    action: 'snapshot-guest',
    permission: 'proxmox.guest.snapshot',
    vmid: 111,
    more: { name: 'before-update', description: 'Before the update' },
    task: 'qmsnapshot',
    output: { snapshot: 'before-update' },
    blocked: ['locked', lock],
  },
];

const lab = useLab();

describe.each(TRIED)('$action of $vmid ($task)', tried =>
  tryAction(lab, tried),
);
