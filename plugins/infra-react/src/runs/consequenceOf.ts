import type { Run, RunError } from '@reverb256/backstage-plugin-infra-common';

/** After these nothing tells whether what was sent has been carried out, in whole or in part. */
const undecided: readonly RunError['kind'][] = [
  'unreachable',
  'timeout',
  'invalid',
  'task',
];

/** What these refuse, they refuse before anything is done. */
const refusals: readonly RunError['kind'][] = ['unauthorized', 'forbidden'];

/**
 * What is known about the thing itself after a run that ended with an error, and what to do. It advises to try again
 * only where nothing can have been changed.
 *
 * @returns undefined where the error's own message says all there is
 */
export function consequenceOf(run: Run): string | undefined {
  const { error, sentAt, task, resource } = run;
  // Its message says what was sent, and whether to ask again.
  if (!error || error.kind === 'interrupted') return undefined;
  if (task !== undefined || (sentAt && undecided.includes(error.kind))) {
    return `It may have been carried out, or a part of it. Look at ${resource.title} itself before trying again.`;
  }
  if (!sentAt || error.kind === 'untrusted') {
    return error.kind === 'unreachable' || error.kind === 'timeout'
      ? 'Nothing was sent. Look at the network or the machine, then try again.'
      : 'Nothing was sent.';
  }
  return refusals.includes(error.kind) ? 'Nothing was changed.' : undefined;
}
