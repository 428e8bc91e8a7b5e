import {
  formatRunPlace,
  gatheredRunsSchema,
  infraRunReadPermission,
  runPlaceSchema,
  runSchema,
} from '@reverb256/backstage-plugin-infra-common';
import {
  defineRoute,
  type Route,
} from '@reverb256/backstage-plugin-infra-node';
import { z } from 'zod';
import { gather } from '../plugins/gather';
import type { PluginClient } from '../plugins/plugin-client';
import { queryOf } from '../plugins/query-of';

const answerSchema = z.object({
  items: z.array(runSchema),
  next: z.string().optional(),
});

/** The route that shows the runs of all plugins. Each plugin is asked on the caller's behalf, and for their permission. */
export function createRunRoutes(options: {
  pluginIds: readonly string[];
  client: PluginClient;
}): Route[] {
  const { pluginIds, client } = options;
  return [
    defineRoute({
      method: 'get',
      path: '/v1/runs',
      summary: 'The runs of all plugins, the newest first',
      permission: infraRunReadPermission,
      query: z.object({
        active: z.enum(['true', 'false']).optional(),
        actor: z.string().optional(),
        resource: z.string().optional(),
        parent: z.string().optional(),
        before: runPlaceSchema.optional(),
        limit: z.coerce.number().int().min(1).max(500).default(100),
      }),
      response: gatheredRunsSchema,
      async handler({ query: { before, ...query }, credentials }) {
        const { answers, unknown } = await gather(pluginIds, pluginId =>
          client.get({
            pluginId,
            path: `/v1/runs${queryOf({
              ...query,
              before: before && formatRunPlace(before),
            })}`,
            schema: answerSchema,
            credentials,
          }),
        );
        // What is before that has not been looked at by all of them.
        const seenTo = answers
          .flatMap(({ answer }) => answer.next ?? [])
          .sort()
          .at(-1);
        const seen = answers
          .flatMap(({ answer }) => answer.items)
          .filter(run => !seenTo || formatRunPlace(run) >= seenTo)
          .sort((a, b) => (formatRunPlace(a) < formatRunPlace(b) ? 1 : -1));
        const items = seen.slice(0, query.limit);
        const isFull = items.length === query.limit;
        return { items, ...(seenTo && !isFull && { next: seenTo }), unknown };
      },
    }),
  ];
}
