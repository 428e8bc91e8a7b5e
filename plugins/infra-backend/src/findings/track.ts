import {
  isOutage,
  type Finding,
  type FindingsResponse,
  type FindingTransition,
} from '@reverb256/backstage-plugin-infra-common';
import {
  compareSeverity,
  hasSettled,
  transitionOf,
  type FindingRow,
} from './finding-row';

/** What follows from an answer. */
export interface Tracked {
  /** Rows that are new or different, but for being seen again. */
  changed: FindingRow[];
  /** Ids of what was confirmed. */
  seen: string[];
  transitions: FindingTransition[];
}

/** Takes away what time has ended: decisions until then, and what belonged to an occurrence that is over. */
function settle(
  row: FindingRow,
  now: Date,
): { row: FindingRow; transitions: FindingTransition[] } {
  const tracked = { ...row.tracked };
  const transitions: FindingTransition[] = [];
  const hasEnded = (until: string | undefined) =>
    until !== undefined && Date.parse(until) <= now.getTime();

  if (hasEnded(tracked.acknowledged?.until)) {
    delete tracked.acknowledged;
    transitions.push(transitionOf(tracked, 'acknowledgement-expired', now));
  }
  if (hasEnded(tracked.muted?.until)) {
    delete tracked.muted;
    transitions.push(transitionOf(tracked, 'mute-expired', now));
  }
  const { resolvedAt } = tracked;
  if (resolvedAt && hasSettled(tracked, resolvedAt, now)) {
    // Whoever looked after it is done; the next time it is another occurrence.
    delete tracked.acknowledged;
  }
  let { notice } = row;
  if (
    notice &&
    compareSeverity(tracked.severity, notice.severity) < 0 &&
    hasSettled(tracked, row.severitySince, now)
  ) {
    notice = { ...notice, severity: tracked.severity };
  }
  return { row: { ...row, tracked, notice }, transitions };
}

function open(finding: Finding, pluginId: string, now: Date): FindingRow {
  const at = now.toISOString();
  return {
    tracked: { ...finding, pluginId, state: 'open', seenAt: at },
    severitySince: at,
  };
}

/** A known finding that its plugin tells again. */
function tellAgain(
  { tracked, severitySince, notice }: FindingRow,
  finding: Finding,
  now: Date,
): { row: FindingRow; transitions: FindingTransition[] } {
  const { pluginId, seenAt, acknowledged, muted } = tracked;
  const next: FindingRow = {
    tracked: {
      ...finding,
      pluginId,
      state: 'open',
      seenAt,
      ...(acknowledged && { acknowledged }),
      ...(muted && { muted }),
    },
    severitySince,
    notice,
  };
  const transitions: FindingTransition[] = [];
  if (tracked.state === 'resolved') {
    transitions.push(transitionOf(next.tracked, 'reopened', now));
  }
  const change = compareSeverity(finding.severity, tracked.severity);
  if (change !== 0) {
    next.severitySince = now.toISOString();
    transitions.push(
      transitionOf(next.tracked, change > 0 ? 'escalated' : 'eased', now),
    );
  }
  return { row: next, transitions };
}

function resolve(row: FindingRow, now: Date): FindingRow {
  const resolvedAt = now.toISOString();
  return { ...row, tracked: { ...row.tracked, state: 'resolved', resolvedAt } };
}

/** What a row says, whatever the order in which it is said: a database or a plugin may give another one. */
function sortedText(value: unknown): string {
  return JSON.stringify(value, (_, inner) =>
    inner && typeof inner === 'object' && !Array.isArray(inner)
      ? Object.fromEntries(
          Object.entries(inner).sort(([a], [b]) => (a < b ? -1 : 1)),
        )
      : inner,
  );
}

const isSame = (a: FindingRow, b: FindingRow) =>
  sortedText(a) === sortedText(b);

/**
 * What a plugin's answer makes of its findings. A finding ends when its plugin tells it no more and could look; one
 * whose source is unknown stays as it is, and is not confirmed, but for the one that says so.
 *
 * @param previous - all rows of the plugin
 */
export function track(
  previous: readonly FindingRow[],
  answer: FindingsResponse,
  { pluginId, now }: { pluginId: string; now: Date },
): Tracked {
  const rows = new Map(previous.map(row => [row.tracked.id, row]));
  const items = new Map(answer.items.map(item => [item.id, item]));
  const unknown = new Set(answer.unknown.map(({ source }) => source));
  const result: Tracked = { changed: [], seen: [], transitions: [] };

  for (const finding of items.values()) {
    if (isOutage(finding) || !unknown.has(finding.source)) {
      result.seen.push(finding.id);
    }
    if (rows.has(finding.id)) continue;
    const row = open(finding, pluginId, now);
    result.changed.push(row);
    result.transitions.push(transitionOf(row.tracked, 'opened', now));
  }

  for (const before of previous) {
    const settled = settle(before, now);
    let { row } = settled;
    result.transitions.push(...settled.transitions);
    const { tracked } = row;
    const finding = items.get(tracked.id);
    if (finding) {
      const again = tellAgain(row, finding, now);
      row = again.row;
      result.transitions.push(...again.transitions);
    } else if (tracked.state === 'open' && !unknown.has(tracked.source)) {
      row = resolve(row, now);
      result.transitions.push(transitionOf(row.tracked, 'resolved', now));
    }
    if (!isSame(row, before)) result.changed.push(row);
  }
  return result;
}
