import type {
  AuditQuery,
  AuditRecord,
} from '@reverb256/backstage-plugin-infra-common';
import type { AuditSource } from '../audit/audit-source';
import { iso } from './findings';

/** A record; its time is in seconds. */
export const record = (
  pluginId: string,
  seq: number,
  second: number,
): AuditRecord => ({
  seq,
  pluginId,
  at: iso(second),
  event: 'succeeded',
  actor: 'user:default/ann',
  origin: 'page',
  action: 'start-guest',
  resourceType: 'proxmox-guest',
  resourceId: 'home/qemu/100',
  resourceTitle: 'web-1',
  detail: {},
  previousHash: '0'.repeat(64),
  hash: 'f'.repeat(64),
});

/** A trail with a record at each of the seconds, and what was asked of it. */
export function sourceOf(pluginId: string, seconds: number[]) {
  const asked: AuditQuery[] = [];
  const records = seconds
    .map((second, index) => record(pluginId, index + 1, second))
    .reverse();
  const source: AuditSource = {
    async search(query) {
      asked.push(query);
      const before = records.filter(
        each => !query.before || each.seq < query.before,
      );
      return { items: before.slice(0, query.limit) };
    },
    verify: async () => ({ ok: true, checked: seconds.length, problems: [] }),
  };
  return { source, asked };
}
