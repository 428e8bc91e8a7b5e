import type { Lab } from 'lab/testing';
import type { Tried } from './tryAction';

const set =
  (vmid: number, options: Parameters<Lab['control']['setGuest']>[1]) =>
  ({ control }: Lab) =>
    control.setGuest(vmid, options);

/** What switches power. */
export const POWER_ACTIONS: Tried[] = [
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

/** What moves guests, and what keeps them and takes them back. */
export const CHANGES: Tried[] = [
  {
    action: 'migrate-guest',
    permission: 'proxmox.guest.migrate',
    vmid: 111,
    more: { target: 'nexus', withLocalDisks: true },
    task: 'qmigrate',
    output: { status: 'running', node: 'nexus' },
    blocked: ['locked', set(111, { lock: 'backup' })],
    pace: 20,
  },
  {
    action: 'migrate-guest',
    permission: 'proxmox.guest.migrate',
    vmid: 201,
    more: { target: 'nexus' },
    task: 'vzmigrate',
    output: { status: 'running', node: 'nexus' },
    blocked: ['locked', set(201, { lock: 'backup' })],
    pace: 20,
  },
  {
    action: 'snapshot-guest',
    permission: 'proxmox.guest.snapshot',
    vmid: 111,
    more: { name: 'before-update', description: 'Ä test', withMemory: true },
    task: 'qmsnapshot',
    output: { snapshot: 'before-update' },
    blocked: ['locked', set(111, { lock: 'backup' })],
  },
  {
    action: 'snapshot-guest',
    permission: 'proxmox.guest.snapshot',
    vmid: 221,
    more: { name: 'before-update' },
    task: 'vzsnapshot',
    output: { snapshot: 'before-update' },
    blocked: ['locked', set(221, { lock: 'backup' })],
  },
  {
    action: 'rollback-guest',
    permission: 'proxmox.guest.rollback',
    vmid: 130,
    more: { snapshot: 'runner-2-330', start: true },
    task: 'qmrollback',
    output: { status: 'running', node: 'nexus' },
    blocked: ['locked', set(130, { lock: 'snapshot' })],
  },
  {
    action: 'rollback-guest',
    permission: 'proxmox.guest.rollback',
    vmid: 221,
    more: { snapshot: 'experiment' },
    task: 'vzrollback',
    output: { status: 'stopped', node: 'nexus' },
    blocked: ['locked', set(221, { lock: 'snapshot' })],
  },
  {
    action: 'delete-snapshot',
    permission: 'proxmox.guest.snapshot.delete',
    vmid: 130,
    more: { snapshot: 'podman' },
    task: 'qmdelsnapshot',
    method: 'DELETE',
    output: { snapshot: 'podman' },
    blocked: ['locked', set(130, { lock: 'snapshot' })],
  },
  {
    action: 'delete-snapshot',
    permission: 'proxmox.guest.snapshot.delete',
    vmid: 221,
    more: { snapshot: 'pg16' },
    task: 'vzdelsnapshot',
    method: 'DELETE',
    output: { snapshot: 'pg16' },
    blocked: ['locked', set(221, { lock: 'snapshot' })],
  },
];
