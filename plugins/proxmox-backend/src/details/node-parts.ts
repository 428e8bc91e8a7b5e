import type {
  ByteUse,
  NodeCertificates,
  NodeDisks,
  NodeNetwork,
  NodeStatusDetails,
  NodeSubscription,
  NodeUpdates,
  Replication,
} from '@reverb256/backstage-plugin-proxmox-common';
import type {
  CertificateRow,
  DiskRow,
  NetworkRow,
  NodeStatusRow,
  ReplicationRow,
  SubscriptionRow,
  UpdateRow,
} from '@reverb256/backstage-plugin-proxmox-node';
import { instant, words } from './instant';

const use = (
  part: { used?: number; total?: number } | undefined,
): ByteUse | undefined =>
  part?.used !== undefined && part.total
    ? { usedBytes: part.used, totalBytes: part.total }
    : undefined;

/** What a node says of itself. */
export function toNodeStatus(row: NodeStatusRow): NodeStatusDetails {
  const { cpuinfo, 'current-kernel': kernel, 'boot-info': boot } = row;
  return {
    kernel: kernel?.release
      ? `${kernel.sysname ?? 'Linux'} ${kernel.release}`
      : // The text goes on with how it was built, and when.
        words(row.kversion?.split(' #')[0]),
    // As `pve-manager/9.2.3/<commit>`.
    pveVersion: words(row.pveversion?.split('/')[1] ?? row.pveversion),
    cpuModel: words(cpuinfo?.model),
    sockets: cpuinfo?.sockets,
    cores: cpuinfo?.cores,
    threads: cpuinfo?.cpus,
    loadAverage: row.loadavg,
    ioWaitFraction: row.wait,
    swap: use(row.swap),
    rootDisk: use(row.rootfs),
    ksmSharedBytes: row.ksm?.shared,
    bootMode: words(boot?.mode),
    secureBoot: boot?.secureboot,
  };
}

type DiskHealth = NodeDisks[number]['health'];

function healthOf(text: string | undefined): DiskHealth {
  // SAS disks say OK.
  if (/^(PASSED|OK)$/i.test(text ?? '')) return 'passed';
  return /^FAIL/i.test(text ?? '') ? 'failed' : 'unknown';
}

/** Proxmox tells what is left of an SSD's life in percent, and `N/A` for what has no such thing. */
export function lifeLeft({ wearout }: DiskRow): number | undefined {
  const percent = wearout === '' ? NaN : Number(wearout ?? NaN);
  return percent >= 0 && percent <= 100 ? percent / 100 : undefined;
}

const usedFor = ({ used, osdid }: DiskRow) =>
  osdid !== undefined && osdid >= 0 ? `ceph OSD ${osdid}` : words(used);

/** Where a disk does not tell, Proxmox says so in a word that is no value. */
const known = (text: string | undefined) =>
  text === 'unknown' ? undefined : words(text);

/** The disks of a node. */
export function toDisks(rows: readonly DiskRow[]): NodeDisks {
  return rows.map(row => {
    const health = healthOf(row.health);
    return {
      device: row.devpath,
      type: known(row.type),
      model: known(row.model),
      vendor: known(row.vendor),
      serial: known(row.serial),
      sizeBytes: row.size && row.size > 0 ? row.size : undefined,
      health,
      healthText:
        health === 'unknown' && row.health?.toUpperCase() !== 'UNKNOWN'
          ? words(row.health)
          : undefined,
      lifeLeftFraction: lifeLeft(row),
      usedFor: usedFor(row),
    };
  });
}

const list = (text: string | undefined) =>
  (text ?? '').split(/[\s,;]+/).filter(Boolean);
const present = (...texts: (string | undefined)[]) =>
  texts.flatMap(text => words(text) ?? []);

/** The network interfaces of a node. */
export function toNetwork(rows: readonly NetworkRow[]): NodeNetwork {
  return rows.map(row => ({
    name: row.iface,
    type: row.type ?? 'unknown',
    active: row.active ?? false,
    autostart: row.autostart ?? false,
    addresses: present(row.cidr, row.cidr6),
    gateways: present(row.gateway, row.gateway6),
    ports: [
      row.bridge_ports,
      row.slaves,
      row.ovs_ports,
      row.ovs_bonds,
      row['vlan-raw-device'],
    ].flatMap(list),
    bondMode: words(row.bond_mode),
    vlan: (row['vlan-id'] ?? row.ovs_tag)?.toString(),
    mtu: row.mtu,
    comment: words(row.comments),
  }));
}

/** The packages of a node that could be updated. */
export function toUpdates(rows: readonly UpdateRow[]): NodeUpdates {
  return rows.flatMap(row =>
    row.Version
      ? [
          {
            package: row.Package,
            title: words(row.Title),
            oldVersion: words(row.OldVersion),
            newVersion: row.Version,
            origin: words(row.Origin),
            section: words(row.Section),
          },
        ]
      : [],
  );
}

const isDay = (text: string | undefined): text is string =>
  /^\d{4}-\d{2}-\d{2}$/.test(text ?? '') && !Number.isNaN(Date.parse(text!));

/** The subscription of a node, without its key. */
export function toSubscription(row: SubscriptionRow): NodeSubscription {
  return {
    // Proxmox before 8 spelt it with capitals.
    status: row.status.toLowerCase(),
    product: words(row.productname),
    level: words(row.level),
    nextDueAt: isDay(row.nextduedate)
      ? new Date(row.nextduedate).toISOString()
      : undefined,
    checkedAt: instant(row.checktime),
    message: words(row.message),
  };
}

/** Every certificate of a node. */
export function toCertificates(
  rows: readonly CertificateRow[],
): NodeCertificates {
  return rows.map(row => ({
    filename: row.filename ?? 'unknown',
    subject: words(row.subject),
    issuer: words(row.issuer),
    names: row.san ?? [],
    notBefore: instant(row.notbefore),
    notAfter: instant(row.notafter),
    fingerprint: words(row.fingerprint),
  }));
}

/** The replication jobs of a node's guests, and how they went. */
export function toReplication(rows: readonly ReplicationRow[]): Replication {
  return rows.map(row => ({
    id: row.id,
    // The id is made of the guest's and a number.
    vmid: String(row.guest ?? row.id.split('-')[0]),
    source: words(row.source),
    target: row.target ?? 'unknown',
    schedule: words(row.schedule),
    enabled: !row.disable,
    lastSyncAt: instant(row.last_sync),
    lastTryAt: instant(row.last_try),
    nextSyncAt: instant(row.next_sync),
    durationSeconds: row.duration,
    failCount: row.fail_count,
    error: words(row.error),
    running: row.pid !== undefined,
  }));
}
