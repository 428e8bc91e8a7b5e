import type { PortalProblem, PortalProblemKind } from '../client';
import type { SnapshotNotice } from '../components';

type Words = Pick<SnapshotNotice, 'title' | 'advice'>;

const words: Record<PortalProblemKind, Words> = {
  unreachable: {
    title: 'The portal did not answer: nobody knows whether it was started',
    advice:
      'Do not simply press again. What is being done is looked at anew; if it was started it is listed here, and under Runs.',
  },
  'signed-out': {
    title: 'You are no longer signed in; nothing was started',
    advice: 'Reload the page and sign in again.',
  },
  'not-allowed': {
    title: 'You may not do this; nothing was started',
    advice:
      'This is the policy of the portal. Ask an administrator of the portal for the permission.',
  },
  'not-found': {
    title: 'There is no such thing any more; nothing was started',
    advice: 'It may have been removed or moved. Close this and look again.',
  },
  refused: {
    title: 'Something stands in the way; nothing was started',
    advice: 'What stands in the way is looked at anew.',
  },
  failed: {
    title: 'The portal failed while it took this on',
    advice:
      'If it was started it is listed here, and under Runs. Otherwise look at the log of the backend.',
  },
  invalid: {
    title: 'The portal’s answer is not understood',
    advice:
      'It may have been started: look under Runs. Then reload the page, as the portal may have been updated.',
  },
};

/** What a person is told when an action could not be started, or might have been. */
export function describeStartProblem(problem: PortalProblem): SnapshotNotice {
  return {
    ...words[problem.kind],
    tone: 'danger',
    message: problem.message,
    missing: [],
    gaps: [],
  };
}
