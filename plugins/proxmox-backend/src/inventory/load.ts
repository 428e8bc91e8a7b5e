import { steady, steadyInstant } from '@reverb256/backstage-plugin-infra-node';
import type {
  ByteUse,
  CpuUse,
} from '@reverb256/backstage-plugin-proxmox-common';
import type { ResourceRow } from '@reverb256/backstage-plugin-proxmox-node';

/** Loads are told in steps of 1%: finer ones would make every read a new version. */
const STEP = 0.01;

/** pvestatd writes every 10 s, so an uptime is old by up to that, and the read itself takes a while. */
const UPTIME_TOLERANCE_SECONDS = 15;

/** CPU use, when both the load and the size are known. */
export function cpuUse(
  row: Pick<ResourceRow, 'cpu' | 'maxcpu'>,
  previous: CpuUse | undefined,
): CpuUse | undefined {
  if (row.cpu === undefined || !row.maxcpu) return undefined;
  const fraction = steady(previous?.fraction, row.cpu, STEP);
  return { fraction: Math.round(fraction * 100) / 100, cores: row.maxcpu };
}

/** Byte use, when both the use and the size are known. */
export function byteUse(
  used: number | undefined,
  total: number | undefined,
  previous: ByteUse | undefined,
): ByteUse | undefined {
  if (used === undefined || !total) return undefined;
  const before =
    previous?.totalBytes === total ? previous.usedBytes : undefined;
  return { usedBytes: steady(before, used, total * STEP), totalBytes: total };
}

/** When something booted, from its uptime in seconds; Proxmox says 0 for what does not run. */
export function startedAt(
  uptime: number | undefined,
  previous: string | undefined,
  now: Date,
): string | undefined {
  if (!uptime) return undefined;
  return steadyInstant(
    previous,
    new Date(now.getTime() - uptime * 1000),
    UPTIME_TOLERANCE_SECONDS,
  );
}
