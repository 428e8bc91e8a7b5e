import {
  severities,
  type Finding,
  type FindingTransition,
  type TrackedFinding,
} from '@reverb256/backstage-plugin-infra-common';

/** What somebody was last told about a finding. */
export interface Notice {
  /** The entity refs that were told, so that the end is told to the same. */
  recipients: string[];
  severity: Finding['severity'];
  resolved: boolean;
}

/** A finding as it is kept. */
export interface FindingRow {
  tracked: TrackedFinding;
  /** Since when it is as severe as it is: ISO 8601, UTC. */
  severitySince: string;
  /** Absent until its owner was told. */
  notice?: Notice;
}

/** A resolution within this time, in seconds, is a flap: nobody is told, and what follows is the same occurrence. */
const SETTLE_SECONDS = 60;

/** While somebody looks after it they may try things: up and down within this time is one occurrence. */
const SETTLE_ACKNOWLEDGED_SECONDS = 600;

/** Whether what began at `since` has lasted long enough to be more than a flap. */
export function hasSettled(
  { acknowledged }: TrackedFinding,
  since: string,
  now: Date,
): boolean {
  const seconds = acknowledged ? SETTLE_ACKNOWLEDGED_SECONDS : SETTLE_SECONDS;
  return now.getTime() - Date.parse(since) >= seconds * 1000;
}

/** Above 0 when `a` is more severe than `b`. */
export function compareSeverity(
  a: Finding['severity'],
  b: Finding['severity'],
): number {
  return severities.indexOf(a) - severities.indexOf(b);
}

/** A line of history about a finding as it is now. */
export function transitionOf(
  { id, severity }: TrackedFinding,
  transition: FindingTransition['transition'],
  now: Date,
  more: Pick<FindingTransition, 'by' | 'reason' | 'until'> = {},
): FindingTransition {
  return {
    findingId: id,
    at: now.toISOString(),
    transition,
    severity,
    ...more,
  };
}
