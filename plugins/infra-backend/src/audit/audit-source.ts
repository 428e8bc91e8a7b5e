import type { BackstageCredentials } from '@backstage/backend-plugin-api';
import {
  auditRecordSchema,
  auditVerdictSchema,
  type AuditQuery,
  type AuditRecord,
  type AuditVerdict,
} from '@reverb256/backstage-plugin-infra-common';
import type { AuditTrail } from '@reverb256/backstage-plugin-infra-node';
import { z } from 'zod';
import type { PluginClient } from '../plugins/plugin-client';
import { queryOf } from '../plugins/query-of';
import { OWN_PLUGIN_ID } from '../settings';

const answerSchema = z.object({
  items: z.array(auditRecordSchema),
  next: z.number().int().optional(),
});
const verdictSchema = auditVerdictSchema.omit({ pluginId: true });

/**
 * Every record of a trail is read and hashed: that takes longer than any other answer. Somebody waits for it, and no
 * collector; who asks meanwhile is answered by the same reading.
 */
const VERIFY_SECONDS = 240;

/** A page of a trail. */
export interface AuditPage {
  /** The newest first. */
  items: AuditRecord[];
  /** From where the next one goes on, where this one is not full and yet not the last. */
  next?: number;
}

/** The audit trail of one plugin, as the caller may read it. */
export interface AuditSource {
  /** @throws PluginFailure */
  search(query: AuditQuery): Promise<AuditPage>;
  /** @throws PluginFailure */
  verify(): Promise<Omit<AuditVerdict, 'pluginId'>>;
}

/** The audit trails of all plugins, by plugin id: our own, and those of the others asked on the caller's behalf. */
export type AuditSources = (
  credentials: BackstageCredentials,
) => Map<string, AuditSource>;

export function createAuditSources(options: {
  pluginIds: readonly string[];
  client: PluginClient;
  trail: AuditTrail;
}): AuditSources {
  const { pluginIds, client, trail } = options;
  return credentials =>
    new Map<string, AuditSource>([
      [
        OWN_PLUGIN_ID,
        {
          search: async query => ({ items: await trail.search(query) }),
          verify: () => trail.verify(),
        },
      ],
      ...pluginIds.map((pluginId): [string, AuditSource] => [
        pluginId,
        {
          search: query =>
            client.get({
              pluginId,
              path: `/v1/audit${queryOf(query)}`,
              schema: answerSchema,
              credentials,
            }),
          verify: () =>
            client.get({
              pluginId,
              path: '/v1/audit/verify',
              schema: verdictSchema,
              credentials,
              timeoutSeconds: VERIFY_SECONDS,
            }),
        },
      ]),
    ]);
}
