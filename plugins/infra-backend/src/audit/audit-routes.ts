import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import type { AuditorService } from '@backstage/backend-plugin-api';
import { toError } from '@backstage/errors';
import {
  auditExportEndSchema,
  auditQuerySchema,
  auditRecordSchema,
  gatheredAuditSchema,
  gatheredVerdictsSchema,
  infraAuditReadPermission,
} from '@reverb256/backstage-plugin-infra-common';
import {
  defineRoute,
  type Route,
} from '@reverb256/backstage-plugin-infra-node';
import { z } from 'zod';
import { gather } from '../plugins/gather';
import { OWN_PLUGIN_ID } from '../settings';
import type { AuditSources } from './audit-source';
import { exportAudit } from './export-audit';
import { searchAudit } from './search-audit';

const isClientGone = (error: unknown) =>
  (error as NodeJS.ErrnoException).code === 'ERR_STREAM_PREMATURE_CLOSE';

/** The routes that show the audit trails of all plugins. Each is asked on the caller's behalf, and decides by itself. */
export function createAuditRoutes(options: {
  sources: AuditSources;
  auditor: AuditorService;
}): Route[] {
  const { sources, auditor } = options;
  return [
    defineRoute({
      method: 'get',
      path: '/v1/audit',
      summary: 'The audit records of all plugins, the newest first',
      permission: infraAuditReadPermission,
      query: auditQuerySchema.omit({ before: true }).extend({
        cursor: z
          .string()
          .optional()
          .meta({ description: 'Of the page before it' }),
      }),
      response: gatheredAuditSchema,
      handler: ({ query: { cursor, ...query }, credentials }) =>
        searchAudit(sources(credentials), query, cursor),
    }),
    defineRoute({
      method: 'get',
      path: '/v1/audit/export',
      summary:
        'All matching audit records as lines of JSON, and a last line that says that they are all',
      permission: infraAuditReadPermission,
      query: auditQuerySchema.omit({ before: true, limit: true }),
      response: z.union([auditRecordSchema, auditExportEndSchema]),
      async handler({ query, credentials, request, response }) {
        const event = await auditor.createEvent({
          eventId: 'audit-export',
          severityLevel: 'medium',
          request,
          meta: { query },
        });
        try {
          const lines = await exportAudit(sources(credentials), query);
          response.setHeader('Content-Type', 'application/x-ndjson');
          response.setHeader('Cache-Control', 'private, no-store');
          response.setHeader(
            'Content-Disposition',
            'attachment; filename="audit.ndjson"',
          );
          await pipeline(Readable.from(lines), response);
          await event.success();
        } catch (error) {
          await event.fail({ error: toError(error) });
          // Nobody is there to be told.
          if (!isClientGone(error)) throw error;
        }
        return undefined;
      },
    }),
    defineRoute({
      method: 'get',
      path: '/v1/audit/verify',
      summary: 'Whether the audit trail of each plugin is whole and unchanged',
      permission: infraAuditReadPermission,
      response: gatheredVerdictsSchema,
      async handler({ credentials }) {
        const all = sources(credentials);
        const verify = async (pluginId: string) => ({
          pluginId,
          ...(await all.get(pluginId)!.verify()),
        });
        const others = [...all.keys()].filter(id => id !== OWN_PLUGIN_ID);
        const { answers, unknown } = await gather(others, verify);
        return {
          items: [
            await verify(OWN_PLUGIN_ID),
            ...answers.map(({ answer }) => answer),
          ],
          unknown,
        };
      },
    }),
  ];
}
