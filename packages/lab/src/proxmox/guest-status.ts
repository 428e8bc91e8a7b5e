import { hash } from '../random.ts';
import type { Context } from './context.ts';
import { configOf, volumesOf } from './guest-config.ts';
import { guestValues } from './load.ts';
import { MiB, type GuestConfig } from './model.ts';
import { pressureOf } from './pressure.ts';

/** The share of a total that falls to one of its parts, whole bytes. */
function split(total: number, weights: number[]): number[] {
  const sum = weights.reduce((a, b) => a + b, 0);
  return weights.map(weight => Math.floor((total * weight) / sum));
}

/**
 * vmstatus of qemu-server and pve-container: values of the last tick. What was
 * changed since is seen here at once, as the real ones ask the process.
 */
export function guestStatus(
  { cluster }: Context,
  guest: GuestConfig,
): Record<string, unknown> {
  const now = cluster.clock.seconds();
  const time = now - (now % 10);
  const values = guestValues(cluster.seed, guest, time);
  const running = guest.status !== 'stopped';
  const common = {
    vmid: guest.vmid,
    name: guest.name,
    status: running ? 'running' : 'stopped',
    cpus: guest.cores,
    cpu: values.cpu,
    maxmem: values.maxmem,
    mem: values.mem,
    maxdisk: values.maxdisk,
    disk: values.disk,
    uptime: values.uptime,
    netin: values.netin,
    netout: values.netout,
    diskread: values.diskread,
    diskwrite: values.diskwrite,
    ...(running && {
      pid: 1000 + guest.vmid * 7,
      ...pressureOf(cluster.seed, guest.vmid, values.cpu, 0, time),
    }),
    ...(guest.template && { template: 1 }),
    ...(guest.tags !== undefined && { tags: guest.tags }),
    ...(guest.lock !== undefined && { lock: guest.lock }),
  };
  if (guest.type === 'lxc') {
    const swap = Number(configOf(cluster.seed, guest).swap ?? 0) * MiB;
    const swapped = 0.2 * hash(cluster.seed, guest.vmid, 58);
    return {
      ...common,
      type: 'lxc',
      maxswap: swap,
      swap: running ? Math.floor(swap * swapped) : 0,
    };
  }
  return { ...common, memhost: values.memhost };
}

/** What vmstatus adds by asking QEMU itself (QemuServer.pm vmstatus, `full`). */
export function fullStatus(
  context: Context,
  guest: GuestConfig,
): Record<string, unknown> {
  const { cluster } = context;
  if (guest.status === 'stopped') return { qmpstatus: 'stopped' };
  const { generation, seed } = cluster;
  const now = cluster.clock.seconds();
  const values = guestValues(seed, guest, now - (now % 10));
  const config = configOf(seed, guest);
  const isQ35 = String(config.machine ?? '').includes('q35');
  const machine = isQ35
    ? generation.machine
    : generation.machine.replace('q35', 'i440fx');
  const drives = volumesOf(seed, guest).filter(({ key }) =>
    /^(scsi|virtio|sata|ide|efidisk|tpmstate)\d+$/.test(key),
  );
  // Nearly all of it is the first disk's; media and firmware are read once.
  const weights = drives.map(({ key, options }) => {
    if (options.includes('media=cdrom') || /^(efi|tpm)/.test(key)) return 0;
    return key.endsWith('0') ? 8 : 2;
  });
  const read = split(values.diskread, weights);
  const written = split(values.diskwrite, weights);
  return {
    qmpstatus: guest.status,
    'running-machine': machine,
    'running-qemu': generation.qemu,
    // Without a balloon device QEMU says nothing of memory.
    ...(config.balloon !== 0 && {
      balloon: guest.maxmem,
      freemem: guest.maxmem - values.mem,
    }),
    blockstat: Object.fromEntries(
      drives.map(({ key }, index) => [
        key,
        {
          rd_bytes: read[index],
          wr_bytes: written[index],
          rd_operations: Math.floor(read[index] / 24_000),
          wr_operations: Math.floor(written[index] / 12_000),
          failed_rd_operations: 0,
          failed_wr_operations: 0,
        },
      ]),
    ),
    nics: Object.fromEntries(
      Object.keys(config)
        .filter(name => /^net\d+$/.test(name))
        .map((name, index) => [
          `tap${guest.vmid}i${name.slice(3)}`,
          {
            netin: index === 0 ? values.netin : 0,
            netout: index === 0 ? values.netout : 0,
          },
        ]),
    ),
  };
}

/** balloon_min and shares, which the configuration says. */
export function ballooning(
  { cluster }: Context,
  guest: GuestConfig,
): Record<string, number> {
  const { balloon, shares } = configOf(cluster.seed, guest);
  if (!balloon) return {};
  return { balloon_min: Number(balloon) * MiB, shares: Number(shares ?? 1000) };
}
