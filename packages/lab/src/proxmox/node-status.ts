import { hash, hashText } from '../random.ts';
import type { Cluster } from './cluster.ts';
import { SWAP_BYTES } from './load.ts';
import { versionInfo } from './release.ts';

/** pve-manager API2/Nodes.pm status. The numbers are those of the last tick. */
export function nodeStatus(
  cluster: Cluster,
  name: string,
): Record<string, unknown> {
  const node = cluster.node(name);
  const values = cluster.pvestatd.nodes.get(name);
  if (!node || !values) return {};
  const { version, repoid } = versionInfo(cluster.release);
  const { kernel, build } = cluster.generation;
  const key = hashText(name);
  const load = (minutes: number) =>
    (values.loadavg * (1 - 0.1 * hash(cluster.seed, key, minutes))).toFixed(2);
  const cached = Math.floor((node.maxmem - values.mem) * 0.4);
  const intel = node.model.startsWith('Intel');
  return {
    uptime: cluster.clock.seconds() - node.bootedAt,
    idle: 0,
    cpu: values.cpu,
    wait: values.wait,
    loadavg: [load(1), load(5), load(15)],
    kversion: `Linux ${kernel} ${build}`,
    'current-kernel': {
      sysname: 'Linux',
      release: kernel,
      version: build,
      machine: 'x86_64',
    },
    'boot-info': { mode: 'efi', secureboot: 0 },
    pveversion: `pve-manager/${version}/${repoid}`,
    cpuinfo: {
      cores: node.cores,
      cpus: node.threads,
      sockets: node.threads >= 64 ? 2 : 1,
      model: node.model,
      mhz: node.mhz,
      vendor: intel ? 'GenuineIntel' : 'AuthenticAMD',
      family: intel ? '6' : '25',
      flags: intel ? 'fpu vme vmx aes avx2' : 'fpu vme svm aes avx2',
      hvm: '1',
      user_hz: 100,
    },
    memory: {
      total: node.maxmem,
      used: values.mem,
      free: node.maxmem - values.mem - cached,
      available: node.maxmem - values.mem,
    },
    // Bytes of pages that guests share.
    ksm: {
      shared: Math.floor(node.maxmem * 0.02 * hash(cluster.seed, key, 10)),
    },
    swap: {
      total: SWAP_BYTES,
      used: values.swap,
      free: SWAP_BYTES - values.swap,
    },
    rootfs: {
      total: values.maxdisk,
      used: values.disk,
      free: values.maxdisk - values.disk,
      avail: Math.floor((values.maxdisk - values.disk) * 0.95),
    },
  };
}
