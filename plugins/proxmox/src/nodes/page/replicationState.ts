import type { Health } from '@reverb256/backstage-plugin-infra-common';
import {
  formatCount,
  formatDuration,
} from '@reverb256/backstage-plugin-infra-react';
import type { Replication } from '@reverb256/backstage-plugin-proxmox-common';

/** Nodes look once a minute for what is due, and a copy may wait for the one before it; in seconds. */
const LATE_SECONDS = 600;

/** How a replication job is, in words. */
export interface ReplicationState {
  /** Undefined for a job that somebody has switched off: it is neither good nor bad. */
  health?: Health;
  word: string;
}

/** @param readAt - when this was read, which is what the times of a job are judged against: ISO 8601 */
export function replicationState(
  job: Replication[number],
  readAt: string | undefined,
): ReplicationState {
  const {
    enabled,
    running,
    failCount = 0,
    error,
    lastSyncAt,
    nextSyncAt,
  } = job;
  if (!enabled) return { word: 'disabled' };
  if (error || failCount > 0) {
    return {
      health: 'warning',
      word:
        failCount > 0 ? `failed ${formatCount(failCount, 'time')}` : 'failed',
    };
  }
  if (running) return { health: 'ok', word: 'under way' };
  const lateSeconds =
    readAt && nextSyncAt
      ? (Date.parse(readAt) - Date.parse(nextSyncAt)) / 1000
      : 0;
  if (lateSeconds > LATE_SECONDS) {
    return {
      health: 'warning',
      word: `late by ${formatDuration(lateSeconds)}`,
    };
  }
  if (!lastSyncAt) return { health: 'unknown', word: 'no copy known' };
  return { health: 'ok', word: 'as it should be' };
}
