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

const answerSchema = z.object({ items: z.array(auditRecordSchema) });
const verdictSchema = auditVerdictSchema.omit({ pluginId: true });

/** Every record of a trail is read and hashed: that takes longer than any other answer. */
const VERIFY_SECONDS = 240;

/** The audit trail of one plugin, as the caller may read it. */
export interface AuditSource {
  /** The newest first. @throws PluginFailure */
  search(query: AuditQuery): Promise<AuditRecord[]>;
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
      [OWN_PLUGIN_ID, trail],
      ...pluginIds.map((pluginId): [string, AuditSource] => [
        pluginId,
        {
          async search(query) {
            const { items } = await client.get({
              pluginId,
              path: `/v1/audit${queryOf(query)}`,
              schema: answerSchema,
              credentials,
            });
            return items;
          },
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
