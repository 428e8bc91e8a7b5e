import { createApiRef } from '@backstage/frontend-plugin-api';
import type {
  AuditQuery,
  AuditVerdict,
  FindingTransition,
  GatheredAudit,
  GatheredFindings,
  GatheredRuns,
  TrackedFinding,
  UnknownPart,
} from '@reverb256/backstage-plugin-infra-common';
import type { PolledResource } from '@reverb256/backstage-plugin-infra-react';

/** @public */
export interface RunsQuery {
  isActive?: boolean;
  /** An entity ref. */
  actor?: string;
  /** Only those that come after this place in the list, by `formatRunPlace`. */
  before?: string;
  limit?: number;
}

/** By what the audit trail is searched. @public */
export type AuditSearch = Partial<
  Pick<AuditQuery, 'actor' | 'resource' | 'action' | 'event' | 'from' | 'to'>
>;

/** What was decided about a finding. @public */
export type FindingDecisionInput =
  | { type: 'acknowledge'; id: string; reason: string; until?: string }
  | { type: 'mute'; id: string; reason: string; until: string }
  | { type: 'release'; id: string };

/** An export of the audit trail. @public */
export interface AuditExport {
  /** One record a line, and a last line that says that they are all. */
  content: Blob;
  records: number;
  unknown: readonly UnknownPart[];
}

/**
 * Findings, runs and the audit trail of all plugins. What it throws is told apart by `portalProblemOf`.
 *
 * @public
 */
export interface InfraApi {
  /** The runs in progress, for all components together; the same object at every call. */
  readonly activeRuns: PolledResource<GatheredRuns>;
  /** The newest runs that match, kept up to date. */
  runs(query: RunsQuery): PolledResource<GatheredRuns>;
  getRuns(query: RunsQuery): Promise<GatheredRuns>;
  /** The findings that are open, or all that were kept; the same object at every call. */
  findings(state: 'open' | 'all'): PolledResource<GatheredFindings>;
  /** What happened to a finding, the newest first. */
  getHistory(id: string): Promise<readonly FindingTransition[]>;
  decide(decision: FindingDecisionInput): Promise<TrackedFinding>;
  searchAudit(search: AuditSearch, cursor?: string): Promise<GatheredAudit>;
  /** @throws Error when the export was cut off */
  exportAudit(search: AuditSearch): Promise<AuditExport>;
  verifyAudit(): Promise<{
    items: readonly AuditVerdict[];
    unknown: readonly UnknownPart[];
  }>;
}

/** @public */
export const infraApiRef = createApiRef<InfraApi>().with({
  id: 'plugin.infra.gathered',
  pluginId: 'infra',
});
