import type {
  GuestBackups,
  GuestConfigDetails,
  GuestInside,
  GuestSnapshots,
  GuestStatusDetails,
} from '@reverb256/backstage-plugin-proxmox-common';
import { screen, within } from '@testing-library/react';
import { Route, Routes } from 'react-router-dom';
import { FakePortal, reading } from './FakePortal';
import { FakeSnapshotsApi } from './FakeSnapshotsApi';
import { ago, guest, inventory, node, snapshot } from './fixtures';
import { renderPage } from './renderPage';
import { GuestPage } from '../guest/GuestPage';

const GiB = 1024 ** 3;
export const web = guest(100, 'nexus', {
  name: 'web',
  tags: ['prod'],
  pool: 'home',
  haState: 'started',
});

export const status: GuestStatusDetails = {
  status: 'running',
  startedAt: ago(7_200),
  runningMachine: 'pc-q35-9.2',
  webUrl: 'https://pve.example:8006',
  ha: { managed: true, state: 'started' },
};

const config: GuestConfigDetails = {
  tags: [],
  cores: 4,
  sockets: 1,
  memoryBytes: 4 * GiB,
  bootOrder: ['scsi0'],
  startsOnBoot: true,
  startup: 'order=2',
  protected: false,
  description: 'Runs the shop.',
  disks: [
    {
      key: 'scsi0',
      kind: 'disk',
      storage: 'local-lvm',
      volume: 'vm-100-disk-0',
      sizeBytes: 32 * GiB,
      inBackup: false,
      replicated: true,
      readOnly: false,
      options: {},
    },
  ],
  networks: [
    {
      key: 'net0',
      model: 'virtio',
      bridge: 'vmbr0',
      vlan: '20',
      firewall: true,
      linkDown: false,
      addresses: ['dhcp'],
      gateways: [],
      options: {},
    },
  ],
  cloudInit: { hasPassword: true, sshKeys: 2, nameservers: [] },
  other: { keyboard: 'de' },
  pending: [
    { key: 'net0', now: 'virtio,bridge=vmbr0', next: 'e1000' },
    { key: 'sockets', now: '1', next: '2' },
  ],
};

const inside: GuestInside = {
  from: 'agent',
  interfaces: [{ name: 'eth0', addresses: ['192.0.2.7/24'] }],
  os: { name: 'Debian GNU/Linux 13' },
};

const snapshots: GuestSnapshots = {
  snapshots: [
    { name: 'base', createdAt: ago(90_000), withMemory: false },
    { name: 'tried', parent: 'base', createdAt: ago(900), withMemory: true },
  ],
  currentParent: 'base',
};

const backups: GuestBackups = {
  backups: [],
  unread: [{ storage: 'pbs', message: 'pbs is offline.' }],
  inNoJob: true,
};

export const at = (part: string) => `/v1/guests/homelab/qemu/100/${part}`;

export const portalOf = (more: FakePortal['answers'] = {}) =>
  new FakePortal({
    [at('status')]: reading(status),
    [at('config')]: reading(config),
    [at('inside')]: reading(inside),
    [at('snapshots')]: reading(snapshots),
    [at('backups')]: reading(backups),
    [at('replication')]: reading([]),
    [at('history')]: reading({
      timeframe: 'hour',
      from: ago(3_600),
      stepSeconds: 60,
      series: { cpuFraction: [0.1, null, 0.2] },
    }),
    ...more,
  });

const known = inventory({ nodes: [node('nexus')], guests: [web] });

/** Renders the page of the guest `web`. */
export const show = (
  options: {
    api?: FakeSnapshotsApi;
    portal?: FakePortal;
    search?: string;
    mayOperate?: boolean;
  } = {},
) => {
  const {
    api = new FakeSnapshotsApi({ inventory: [snapshot('homelab', known)] }),
    portal = portalOf(),
    search = '',
    mayOperate,
  } = options;
  return renderPage(
    <Routes>
      <Route path="/:cluster/:type/:vmid" element={<GuestPage />} />
    </Routes>,
    api,
    `homelab/qemu/100${search}`,
    { portal, mayOperate },
  );
};

/** A part of the page by its heading. */
export const part = (name: string) =>
  within(screen.getByRole('region', { name }));
