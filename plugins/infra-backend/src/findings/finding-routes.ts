import type { AuditorService } from '@backstage/backend-plugin-api';
import type { SignalsService } from '@backstage/plugin-signals-node';
import {
  findingHistorySchema,
  gatheredFindingsSchema,
  infraFindingReadPermission,
  infraFindingUpdatePermission,
  trackedFindingSchema,
} from '@reverb256/backstage-plugin-infra-common';
import {
  callerOf,
  defineRoute,
  type AuditTrail,
  type Clock,
  type Route,
  type RouteInput,
} from '@reverb256/backstage-plugin-infra-node';
import { toError } from '@backstage/errors';
import { z } from 'zod';
import { FINDINGS_CHANNEL } from './collect-findings';
import { acknowledge, mute, release, type Decide } from './decide';
import type { FindingStore } from './finding-store';

const id = z.string().meta({ description: 'The id of the finding' });
const reason = z
  .string()
  .trim()
  .min(1, 'Say why, for those who come after')
  .max(1000);
const until = z.iso
  .datetime()
  .meta({ description: 'When it ends by itself: ISO 8601, UTC' });

/** What the routes about findings need. */
export interface FindingRoutesOptions {
  pluginIds: readonly string[];
  store: FindingStore;
  trail: AuditTrail;
  auditor: AuditorService;
  signals: SignalsService;
  clock: Clock;
}

type Decision = 'acknowledge' | 'mute' | 'release';

/** Records a decision together with its audit record, tells Backstage's auditor how it ended, and viewers that it did. */
function createDecider(options: FindingRoutesOptions) {
  const { store, trail, auditor, signals, clock } = options;
  return async (
    name: Decision,
    input: Pick<RouteInput, 'credentials' | 'request'> & {
      body: { id: string; reason?: string; until?: string };
    },
    decide: Decide,
  ) => {
    const { body, credentials, request } = input;
    const { id: findingId, ...detail } = body;
    const event = await auditor.createEvent({
      eventId: 'finding-decision',
      severityLevel: 'medium',
      request,
      meta: { actionType: name, findingId, ...detail },
    });
    try {
      const now = clock();
      const tracked = await store.decide(findingId, decide, now, (after, tx) =>
        trail
          .append(
            {
              at: now.toISOString(),
              event: 'succeeded',
              ...callerOf(credentials),
              action: `${name}-finding`,
              resourceType: 'finding',
              resourceId: after.id,
              resourceTitle: after.title,
              detail,
            },
            tx,
          )
          .then(() => undefined),
      );
      await event.success();
      await signals.publish({
        recipients: { type: 'broadcast' },
        channel: FINDINGS_CHANNEL,
        message: {},
      });
      return tracked;
    } catch (error) {
      await event.fail({ error: toError(error) });
      throw error;
    }
  };
}

/** The routes that show findings, and by which people decide about them. */
export function createFindingRoutes(options: FindingRoutesOptions): Route[] {
  const { pluginIds, store, clock } = options;
  const decided = createDecider(options);
  const byOf = ({ credentials }: Pick<RouteInput, 'credentials'>) =>
    callerOf(credentials).actor;

  return [
    defineRoute({
      method: 'get',
      path: '/v1/findings',
      summary: 'The findings of all plugins, the most severe first',
      permission: infraFindingReadPermission,
      query: z.object({ state: z.enum(['open', 'all']).default('open') }),
      response: gatheredFindingsSchema,
      async handler({ query: { state } }) {
        return {
          items: await store.list(state),
          unknown: await store.unknown(pluginIds, clock()),
        };
      },
    }),
    defineRoute({
      method: 'get',
      path: '/v1/findings/history',
      summary: 'What happened to a finding, the newest first',
      permission: infraFindingReadPermission,
      query: z.object({ id }),
      response: findingHistorySchema,
      async handler({ query }) {
        return { items: await store.history(query.id) };
      },
    }),
    defineRoute({
      method: 'post',
      path: '/v1/findings/acknowledge',
      summary: 'Says that somebody looks after a finding',
      permission: infraFindingUpdatePermission,
      body: z.object({ id, reason, until: until.optional() }),
      response: trackedFindingSchema,
      handler: input => {
        const { reason: why, until: end } = input.body;
        const decision = { by: byOf(input), reason: why, until: end };
        return decided('acknowledge', input, acknowledge(decision));
      },
    }),
    defineRoute({
      method: 'post',
      path: '/v1/findings/mute',
      summary: 'Has nobody told of a finding until the given end',
      permission: infraFindingUpdatePermission,
      body: z.object({ id, reason, until }),
      response: trackedFindingSchema,
      handler: input => {
        const { reason: why, until: end } = input.body;
        const decision = { by: byOf(input), reason: why, until: end };
        return decided('mute', input, mute(decision));
      },
    }),
    defineRoute({
      method: 'post',
      path: '/v1/findings/release',
      summary: 'Takes back that a finding is acknowledged or muted',
      permission: infraFindingUpdatePermission,
      body: z.object({ id }),
      response: trackedFindingSchema,
      handler: input => decided('release', input, release({ by: byOf(input) })),
    }),
  ];
}
