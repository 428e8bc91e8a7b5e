import type { Replication } from '@reverb256/backstage-plugin-proxmox-common';
import { replicationState } from './replicationState';

const READ_AT = '2026-11-24T06:00:00Z';

it.each<[string, string, Partial<Replication[number]>]>([
  [
    'copied, and due again later',
    'ok: as it should be',
    { lastSyncAt: '2026-11-24T05:45:00Z', nextSyncAt: '2026-11-24T06:15:00Z' },
  ],
  [
    'due a moment ago',
    'ok: as it should be',
    { lastSyncAt: '2026-11-24T05:45:00Z', nextSyncAt: '2026-11-24T05:58:00Z' },
  ],
  [
    'due for hours',
    'warning: late by 3 h',
    { lastSyncAt: '2026-11-24T02:45:00Z', nextSyncAt: '2026-11-24T03:00:00Z' },
  ],
  [
    'never copied',
    'unknown: no copy known',
    { nextSyncAt: '2026-11-24T06:15:00Z' },
  ],
  [
    'never copied, and due for hours',
    'warning: late by 3 h',
    { nextSyncAt: '2026-11-24T03:00:00Z' },
  ],
  [
    'copying just now, for the first time',
    'ok: under way',
    { running: true, nextSyncAt: '2026-11-24T03:00:00Z' },
  ],
  [
    'failed, and copying again',
    'warning: failed 2 times',
    { running: true, failCount: 2 },
  ],
  ['failed with a message', 'warning: failed', { error: 'no such volume' }],
  ['switched off', 'undefined: disabled', { enabled: false, failCount: 2 }],
])('a job that is %s', (_, expected, more) => {
  const job = { id: '100-0', vmid: '100', target: 'forge', enabled: true };
  const { health, word } = replicationState({ ...job, ...more }, READ_AT);
  expect(`${health}: ${word}`).toBe(expected);
});
