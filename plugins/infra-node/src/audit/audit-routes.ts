import {
  auditQuerySchema,
  auditRecordSchema,
  infraAuditReadPermission,
  type AuditRecord,
} from '@reverb256/backstage-plugin-infra-common';
import { z } from 'zod';
import { defineRoute, type Route } from '../routes/route';
import {
  everythingVisible,
  visibleOf,
  visiblePage,
  type RunsView,
} from '../runs/runs-view';
import type { AuditTrail } from './audit-trail';

const viewedOf = (record: AuditRecord) => ({
  // A refusal has the name of what somebody may not even know of.
  owner: record.event === 'refused' ? undefined : record.actor,
  resource: {
    type: record.resourceType,
    id: record.resourceId,
    title: record.resourceTitle,
  },
});

/** The routes by which a plugin shows its audit trail to those who may read it, as far as they may see what it is about. @public */
export function createAuditRoutes(
  trail: AuditTrail,
  view: RunsView = everythingVisible,
): Route[] {
  return [
    defineRoute({
      method: 'get',
      path: '/v1/audit',
      summary: 'Audit records, the newest first',
      permission: infraAuditReadPermission,
      query: auditQuerySchema,
      response: z.object({
        items: z.array(auditRecordSchema),
        next: z.number().int().optional().meta({
          description:
            'What `before` is for the next page, where this one is not full and yet not the last',
        }),
      }),
      async handler({ query, credentials }) {
        const { items, next } = await visiblePage<AuditRecord>({
          limit: query.limit,
          read: last =>
            trail.search({ ...query, before: last?.seq ?? query.before }),
          visible: records => visibleOf(records, viewedOf, credentials, view),
        });
        return { items, ...(next && { next: next.seq }) };
      },
    }),
    defineRoute({
      method: 'get',
      path: '/v1/audit/verify',
      summary: 'Whether the audit trail is whole and unchanged',
      permission: infraAuditReadPermission,
      response: z.object({
        ok: z.boolean(),
        checked: z.number().int(),
        problems: z.array(
          z.object({ seq: z.number().int(), problem: z.string() }),
        ),
      }),
      handler: () => trail.verify(),
    }),
  ];
}
