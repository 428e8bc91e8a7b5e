import type {
  AuditQuery,
  AuditRecord,
  UnknownPart,
} from '@reverb256/backstage-plugin-infra-common';
import { gather } from '../plugins/gather';
import { PluginFailure } from '../plugins/plugin-failure';
import { OWN_PLUGIN_ID } from '../settings';
import type { AuditSource } from './audit-source';
import { newestOf } from './merge';

/** How many records of a plugin are held at a time. */
const PAGE = 500;

/** By what an export is limited: as a search, without pages. */
export type ExportQuery = Omit<AuditQuery, 'before' | 'limit'>;

/** What is held of one plugin's trail. */
interface Reading {
  pluginId: string;
  page: AuditRecord[];
  /** From where it is read on; absent when there is no more. */
  next?: number;
}

async function readPage(
  pluginId: string,
  source: AuditSource,
  query: ExportQuery,
  before?: number,
): Promise<Reading> {
  const answer = await source.search({ ...query, before, limit: PAGE });
  const { items: page } = answer;
  const last = page.at(-1)?.seq;
  const next = answer.next ?? (page.length < PAGE ? undefined : last);
  // Records count from 1: before that there are none.
  if (next === undefined || next <= 1) return { pluginId, page };
  // Much was looked at, and none of it is for the caller.
  if (page.length === 0) return readPage(pluginId, source, query, next);
  return { pluginId, page, next };
}

/**
 * All records of all trails as lines of JSON, the newest first, and at last one that says that it is whole, or what is
 * not. Reads on only as it is consumed. What can refuse the caller is asked before this resolves.
 */
export async function exportAudit(
  sources: Map<string, AuditSource>,
  query: ExportQuery,
): Promise<AsyncGenerator<string>> {
  const others = [...sources.keys()].filter(id => id !== OWN_PLUGIN_ID);
  const first = (pluginId: string) =>
    readPage(pluginId, sources.get(pluginId)!, query);
  const { answers, unknown } = await gather(others, first);
  const readings = [
    await first(OWN_PLUGIN_ID),
    ...answers.map(({ answer }) => answer),
  ];
  return lines(sources, query, readings, unknown);
}

async function* lines(
  sources: Map<string, AuditSource>,
  query: ExportQuery,
  readings: Reading[],
  unknown: UnknownPart[],
): AsyncGenerator<string> {
  let records = 0;
  for (;;) {
    const newest = newestOf(readings.map(({ page }) => page[0]));
    if (newest < 0) break;
    const { pluginId, page, next } = readings[newest];
    const record = page.shift()!;
    yield `${JSON.stringify(record)}\n`;
    records++;
    if (page.length > 0 || next === undefined) continue;
    try {
      const source = sources.get(pluginId)!;
      readings[newest] = await readPage(pluginId, source, query, next);
    } catch (error) {
      if (!(error instanceof PluginFailure)) throw error;
      readings[newest].next = undefined;
      unknown.push({
        pluginId,
        message: `Records before ${next} are not here. ${error.message}`,
      });
    }
  }
  yield `${JSON.stringify({ end: true, records, unknown })}\n`;
}
