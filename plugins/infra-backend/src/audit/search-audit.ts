import type {
  AuditQuery,
  GatheredAudit,
} from '@reverb256/backstage-plugin-infra-common';
import { gather } from '../plugins/gather';
import { OWN_PLUGIN_ID } from '../settings';
import type { AuditPage, AuditSource } from './audit-source';
import { decodeCursor, encodeCursor, type AuditCursor } from './cursor';
import { mergeNewest } from './merge';

/** Searches all trails for one page, and says where the next one begins. */
export async function searchAudit(
  sources: Map<string, AuditSource>,
  query: Omit<AuditQuery, 'before'>,
  cursorText: string | undefined,
): Promise<GatheredAudit> {
  const cursor = decodeCursor(cursorText);
  const search = async (pluginId: string): Promise<AuditPage> => {
    const before = cursor[pluginId];
    // Records count from 1: before that there are none.
    return before === 1
      ? { items: [] }
      : sources.get(pluginId)!.search({ ...query, before });
  };
  const others = [...sources.keys()].filter(id => id !== OWN_PLUGIN_ID);
  const { answers, unknown } = await gather(others, search);
  answers.unshift({
    pluginId: OWN_PLUGIN_ID,
    answer: await search(OWN_PLUGIN_ID),
  });

  const items = mergeNewest(
    answers.map(({ answer }) => answer.items),
    query.limit,
  );
  const next: AuditCursor = { ...cursor };
  for (const { pluginId, seq } of items) next[pluginId] = seq;
  const more = answers.filter(({ pluginId, answer }) => {
    const last = answer.items.at(-1);
    if (last && next[pluginId] !== last.seq) return true;
    if (answer.next !== undefined) {
      // All that it has told is on this page, and it has not looked at all.
      next[pluginId] = answer.next;
      return answer.next > 1;
    }
    return answer.items.length === query.limit && (last?.seq ?? 0) > 1;
  });
  return {
    items,
    ...(more.length > 0 && { cursor: encodeCursor(next) }),
    unknown,
  };
}
