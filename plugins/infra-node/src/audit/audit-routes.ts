import {
  auditQuerySchema,
  auditRecordSchema,
  infraAuditReadPermission,
} from '@reverb256/backstage-plugin-infra-common';
import { z } from 'zod';
import { defineRoute, type Route } from '../routes/route';
import type { AuditTrail } from './audit-trail';

/** The routes by which a plugin shows its audit trail to those who may read it. @public */
export function createAuditRoutes(trail: AuditTrail): Route[] {
  return [
    defineRoute({
      method: 'get',
      path: '/v1/audit',
      summary: 'Audit records, the newest first',
      permission: infraAuditReadPermission,
      query: auditQuerySchema,
      response: z.object({ items: z.array(auditRecordSchema) }),
      async handler({ query }) {
        return { items: await trail.search(query) };
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
