import {
  findingDecisionSchema,
  findingSchema,
  type FindingTransition,
} from '@reverb256/backstage-plugin-infra-common';
import type { FindingRow, Notice } from './finding-row';

/** A row of `infra_findings`. */
export interface StoredFinding {
  id: string;
  plugin_id: string;
  state: 'open' | 'resolved';
  seen_at: string;
  resolved_at: string | null;
  severity_since: string;
  finding: string;
  acknowledged: string | null;
  muted: string | null;
  told: 'open' | 'resolved' | null;
  notice: string | null;
}

/** A row of `infra_finding_history`. */
export interface StoredTransition {
  n?: number;
  finding_id: string;
  at: string;
  transition: FindingTransition['transition'];
  severity: FindingTransition['severity'];
  by: string | null;
  reason: string | null;
  until: string | null;
}

/** A row of `infra_finding_plugins`. */
export interface StoredPlugin {
  plugin_id: string;
  asked_at: string;
  unknown: string;
}

const decisionOf = (text: string | null) =>
  text === null ? undefined : findingDecisionSchema.parse(JSON.parse(text));

export function toRow(stored: StoredFinding): FindingRow {
  const acknowledged = decisionOf(stored.acknowledged);
  const muted = decisionOf(stored.muted);
  return {
    tracked: {
      ...findingSchema.parse(JSON.parse(stored.finding)),
      pluginId: stored.plugin_id,
      state: stored.state,
      seenAt: stored.seen_at,
      ...(stored.resolved_at && { resolvedAt: stored.resolved_at }),
      ...(acknowledged && { acknowledged }),
      ...(muted && { muted }),
    },
    severitySince: stored.severity_since,
    notice: stored.notice ? (JSON.parse(stored.notice) as Notice) : undefined,
  };
}

/** Which column says what of a notice. */
export function toNoticeColumns(
  notice: Notice | undefined,
): Pick<StoredFinding, 'told' | 'notice'> {
  if (!notice) return { told: null, notice: null };
  return {
    told: notice.resolved ? 'resolved' : 'open',
    notice: JSON.stringify(notice),
  };
}

export function toStored({
  tracked,
  severitySince,
  notice,
}: FindingRow): StoredFinding {
  const { acknowledged, muted } = tracked;
  return {
    id: tracked.id,
    plugin_id: tracked.pluginId,
    state: tracked.state,
    seen_at: tracked.seenAt,
    resolved_at: tracked.resolvedAt ?? null,
    severity_since: severitySince,
    // Takes out what has a column of its own.
    finding: JSON.stringify(findingSchema.parse(tracked)),
    acknowledged: acknowledged ? JSON.stringify(acknowledged) : null,
    muted: muted ? JSON.stringify(muted) : null,
    ...toNoticeColumns(notice),
  };
}

export function toTransition(stored: StoredTransition): FindingTransition {
  return {
    findingId: stored.finding_id,
    at: stored.at,
    transition: stored.transition,
    severity: stored.severity,
    ...(stored.by !== null && { by: stored.by }),
    ...(stored.reason !== null && { reason: stored.reason }),
    ...(stored.until !== null && { until: stored.until }),
  };
}

export function toStoredTransition(
  transition: FindingTransition,
): StoredTransition {
  return {
    finding_id: transition.findingId,
    at: transition.at,
    transition: transition.transition,
    severity: transition.severity,
    by: transition.by ?? null,
    reason: transition.reason ?? null,
    until: transition.until ?? null,
  };
}
