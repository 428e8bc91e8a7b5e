import type { Lab } from 'lab/testing';
import { useLab } from '../__testUtils__/startOnLab';
import { tryAction, type Tried } from '../__testUtils__/tryAction';

jest.setTimeout(60_000);

const set =
  (vmid: number, options: Parameters<Lab['control']['setGuest']>[1]) =>
  ({ control }: Lab) =>
    control.setGuest(vmid, options);

const TRIED: Tried[] = [
  {
    action: 'reboot-guest',
    permission: 'proxmox.guest.power',
    vmid: 102,
    task: 'qmreboot',
    output: { status: 'running', node: 'closet' },
    blocked: ['not-running', set(102, { status: 'stopped' })],
  },
  {
    action: 'reboot-guest',
    permission: 'proxmox.guest.power',
    vmid: 201,
    task: 'vzreboot',
    output: { status: 'running', node: 'closet' },
    blocked: ['locked', set(201, { lock: 'backup' })],
  },
  {
    action: 'suspend-guest',
    permission: 'proxmox.guest.power',
    vmid: 102,
    task: 'qmpause',
    output: { status: 'paused', node: 'closet' },
    blocked: ['already', set(102, { status: 'paused' })],
  },
  {
    action: 'resume-guest',
    permission: 'proxmox.guest.power',
    vmid: 102,
    before: set(102, { status: 'paused' }),
    task: 'qmresume',
    output: { status: 'running', node: 'closet' },
    blocked: ['not-suspended', set(102, { status: 'running' })],
  },
  {
    action: 'stop-guest',
    permission: 'proxmox.guest.stop',
    vmid: 102,
    task: 'qmstop',
    output: { status: 'stopped' },
    blocked: ['already', set(102, { status: 'stopped' })],
  },
  {
    action: 'stop-guest',
    permission: 'proxmox.guest.stop',
    vmid: 201,
    task: 'vzstop',
    output: { status: 'stopped' },
    blocked: ['locked', set(201, { lock: 'backup' })],
  },
  {
    action: 'stop-guest',
    permission: 'proxmox.guest.stop',
    vmid: 121,
    task: 'hastop',
    output: { status: 'stopped', node: 'forge' },
    blocked: ['ha-error', ({ control }) => control.breakService('vm:121')],
  },
];

const lab = useLab();

describe.each(TRIED)('$action of $vmid ($task)', tried =>
  tryAction(lab, tried),
);
