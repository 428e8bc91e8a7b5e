import { compareSeverity, hasSettled, type FindingRow } from './finding-row';

/** Why somebody is to be told. */
export type DueNotice = 'opened' | 'reopened' | 'escalated' | 'resolved';

/**
 * What the owner of a finding has to be told now, if anything. It follows from what is and what was last told, so
 * nothing is told twice and nothing is lost, also over a restart or while nothing could be sent.
 *
 * - nothing while it is muted
 * - its end only when it has lasted: a flap is one occurrence, and nobody is told that it is over while it is not
 * - to whoever looks after it nothing new but that it has become more severe
 */
export function dueNotice(
  { tracked, notice }: FindingRow,
  now: Date,
): DueNotice | undefined {
  const { state, severity, muted, acknowledged, resolvedAt } = tracked;
  if (muted && Date.parse(muted.until ?? '') > now.getTime()) return undefined;
  if (state === 'resolved') {
    const isOver = resolvedAt && hasSettled(tracked, resolvedAt, now);
    return notice && !notice.resolved && isOver ? 'resolved' : undefined;
  }
  if (!notice) return 'opened';
  if (notice.resolved) return acknowledged ? undefined : 'reopened';
  return compareSeverity(severity, notice.severity) > 0
    ? 'escalated'
    : undefined;
}
