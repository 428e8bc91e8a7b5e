import type { PortalProblem, PortalProblemKind } from '../client';
import type { SnapshotNotice } from './SnapshotNotice';

type Words = Pick<SnapshotNotice, 'tone' | 'title' | 'advice'>;

const words: Record<PortalProblemKind, (subject: string) => Words> = {
  unreachable: () => ({
    tone: 'danger',
    title: 'The portal does not answer',
    advice:
      'What is shown is the last that it said. This page keeps asking; if it lasts, look at the network and at the backend.',
  }),
  'signed-out': () => ({
    tone: 'danger',
    title: 'You are no longer signed in',
    advice: 'Reload the page and sign in again.',
  }),
  'not-allowed': subject => ({
    tone: 'danger',
    title: `You may not see ${subject}`,
    advice:
      'This is the policy of the portal, not of the source. Ask an administrator of the portal for the permission.',
  }),
  'not-found': subject => ({
    tone: 'warning',
    title: `The portal does not know ${subject}`,
    advice: 'Its configuration may have changed. Reload the page.',
  }),
  refused: subject => ({
    tone: 'danger',
    title: `The portal refused what was asked about ${subject}`,
  }),
  failed: subject => ({
    tone: 'danger',
    title: `The portal failed to answer about ${subject}`,
    advice: 'Look at the log of the backend. This page keeps asking.',
  }),
  invalid: () => ({
    tone: 'danger',
    title: "The portal's answer is not understood",
    advice:
      'The portal may have been updated: reload the page. If that does not help, a proxy may be answering in its place.',
  }),
};

/** What to say when the portal itself gave no answer about something. @public */
export function describePortalProblem(
  problem: PortalProblem,
  subject: string,
): SnapshotNotice {
  return {
    ...words[problem.kind](subject),
    message: problem.message,
    since: problem.since,
    missing: [],
    gaps: [],
  };
}
