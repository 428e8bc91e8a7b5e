import type {
  AuditQuery,
  GatheredAudit,
} from '@reverb256/backstage-plugin-infra-common';
import { gather } from '../plugins/gather';
import { OWN_PLUGIN_ID } from '../settings';
import type { AuditSource } from './audit-source';
import { decodeCursor, encodeCursor, type AuditCursor } from './cursor';
import { mergeNewest } from './merge';

/** Searches all trails for one page, and says where the next one begins. */
export async function searchAudit(
  sources: Map<string, AuditSource>,
  query: Omit<AuditQuery, 'before'>,
  cursorText: string | undefined,
): Promise<GatheredAudit> {
  const cursor = decodeCursor(cursorText);
  const search = async (pluginId: string) => {
    const before = cursor[pluginId];
    // Records count from 1: before that there are none.
    return before === 1
      ? []
      : sources.get(pluginId)!.search({ ...query, before });
  };
  const others = [...sources.keys()].filter(id => id !== OWN_PLUGIN_ID);
  const { answers, unknown } = await gather(others, search);
  answers.unshift({
    pluginId: OWN_PLUGIN_ID,
    answer: await search(OWN_PLUGIN_ID),
  });

  const items = mergeNewest(
    answers.map(({ answer }) => answer),
    query.limit,
  );
  const next: AuditCursor = { ...cursor };
  for (const { pluginId, seq } of items) next[pluginId] = seq;
  const hasMore = answers.some(({ pluginId, answer }) => {
    const last = answer.at(-1);
    if (!last) return false;
    const isConsumed = next[pluginId] === last.seq;
    return !isConsumed || (answer.length === query.limit && last.seq > 1);
  });
  return {
    items,
    ...(hasMore && { cursor: encodeCursor(next) }),
    unknown,
  };
}
