import type {
  Finding,
  FindingsResponse,
  TrackedFinding,
} from '@reverb256/backstage-plugin-infra-common';
import type { FindingRow } from '../findings/finding-row';

/** A time, in seconds after the beginning of the test. */
export const at = (second: number) =>
  new Date(Date.UTC(2026, 10, 24, 3, 0, second));

/** The same as text. */
export const iso = (second: number) => at(second).toISOString();

/** A node of a cluster that is offline. */
export const finding = (
  node: string,
  parts: Partial<Finding> = {},
): Finding => ({
  id: `proxmox/home/node-offline/nodes/${node}`,
  code: 'node-offline',
  severity: 'warning',
  title: `Node ${node} of home is offline`,
  evidence: { status: 'offline' },
  source: 'home',
  path: `nodes/${node}`,
  since: iso(0),
  runbook: 'proxmox#node-offline',
  ...parts,
});

/** What a plugin answers; sources are unknown by name. */
export const answer = (
  items: Finding[],
  unknown: string[] = [],
): FindingsResponse => ({
  items,
  unknown: unknown.map(source => ({ source, message: 'cannot be read' })),
});

/** A finding as it is kept. */
export const row = (
  parts: Partial<TrackedFinding> = {},
  more: Partial<Omit<FindingRow, 'tracked'>> = {},
): FindingRow => ({
  tracked: {
    ...finding('forge'),
    pluginId: 'proxmox',
    state: 'open',
    seenAt: iso(0),
    ...parts,
  },
  severitySince: iso(0),
  ...more,
});
