import { createHash } from 'node:crypto';
import type { NotificationSendOptions } from '@backstage/plugin-notifications-node';
import type { TrackedFinding } from '@reverb256/backstage-plugin-infra-common';
import type { DueNotice } from './due-notice';

/** The notifications database takes no more in a title. */
const TITLE_LENGTH = 255;

const SEVERITY = {
  critical: 'critical',
  warning: 'high',
  info: 'normal',
} as const;

const PREFIX: Record<DueNotice, string> = {
  opened: '',
  reopened: 'Again: ',
  escalated: 'More severe: ',
  resolved: 'Resolved: ',
};

function descriptionOf(finding: TrackedFinding, why: DueNotice): string {
  if (why === 'resolved') {
    return `It began at ${finding.since} and was over at ${finding.resolvedAt}.`;
  }
  const evidence = Object.entries(finding.evidence)
    .map(([name, value]) => `${name}: ${value}`)
    .join(', ');
  return `Since ${finding.since}. ${evidence}`.trim();
}

/**
 * The message that tells people of a finding. All about the same finding have one scope, so that what follows replaces
 * what was told before it.
 */
export function toNotification(
  finding: TrackedFinding,
  why: DueNotice,
  recipients: string[],
): NotificationSendOptions {
  const digest = createHash('sha256').update(finding.id).digest('hex');
  return {
    recipients: { type: 'entity', entityRef: recipients },
    payload: {
      title: `${PREFIX[why]}${finding.title}`.slice(0, TITLE_LENGTH),
      description: descriptionOf(finding, why),
      link: `/findings?id=${encodeURIComponent(finding.id)}`,
      severity: why === 'resolved' ? 'low' : SEVERITY[finding.severity],
      topic: finding.code,
      // An id may be longer than a scope.
      scope: `finding:${digest}`,
    },
  };
}
