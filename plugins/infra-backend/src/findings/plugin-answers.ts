import type { UnknownPart } from '@reverb256/backstage-plugin-infra-common';
import type { Knex } from 'knex';
import type { StoredPlugin } from './rows';

/** A plugin that was not asked for this long, in seconds, is one of which nothing is known. */
const STALE_SECONDS = 90;

/**
 * Records how asking a plugin ended.
 *
 * @returns whether something else is unknown than before
 */
export async function recordPluginAnswer(
  db: Knex,
  pluginId: string,
  unknown: Omit<UnknownPart, 'pluginId'>[],
  now: Date,
): Promise<boolean> {
  const before = await db<StoredPlugin>('infra_finding_plugins')
    .where({ plugin_id: pluginId })
    .first();
  const text = JSON.stringify(unknown);
  await db<StoredPlugin>('infra_finding_plugins')
    .insert({
      plugin_id: pluginId,
      asked_at: now.toISOString(),
      unknown: text,
    })
    .onConflict('plugin_id')
    .merge();
  return before?.unknown !== text;
}

function unknownOf(
  pluginId: string,
  row: StoredPlugin | undefined,
  now: Date,
): UnknownPart[] {
  if (!row) {
    return [
      {
        pluginId,
        message: `The plugin ${pluginId} has not been asked yet. It is within seconds of the start of the portal.`,
      },
    ];
  }
  const age = (now.getTime() - Date.parse(row.asked_at)) / 1000;
  if (age > STALE_SECONDS) {
    return [
      {
        pluginId,
        message: `The plugin ${pluginId} was last asked at ${row.asked_at}. Look for the task collect-findings in the portal's log.`,
      },
    ];
  }
  const parts = JSON.parse(row.unknown) as Omit<UnknownPart, 'pluginId'>[];
  return parts.map(part => ({ pluginId, ...part }));
}

/** What is not known of the given plugins; one that was never asked, or not lately, is unknown as a whole. */
export async function readUnknown(
  db: Knex,
  pluginIds: readonly string[],
  now: Date,
): Promise<UnknownPart[]> {
  const rows = await db<StoredPlugin>('infra_finding_plugins');
  const byId = new Map(rows.map(row => [row.plugin_id, row]));
  return pluginIds.flatMap(id => unknownOf(id, byId.get(id), now));
}
