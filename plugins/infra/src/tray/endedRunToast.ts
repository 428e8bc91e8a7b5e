import type { ToastApiMessage } from '@backstage/frontend-plugin-api';
import type { Run, RunState } from '@reverb256/backstage-plugin-infra-common';
import { runStateWords } from '@reverb256/backstage-plugin-infra-react';
import { runHref } from '../runs/runHref';

/** A success is news for so long, in milliseconds; anything else stays until it has been read. */
const SUCCESS_MS = 10_000;

/** More than these at once are told as one. */
const TOLD_SINGLY = 3;

const statuses: Partial<Record<RunState, ToastApiMessage['status']>> = {
  succeeded: 'success',
  failed: 'danger',
  unknown: 'warning',
};

function toastOf(run: Run): ToastApiMessage {
  const { sentence } = runStateWords[run.state];
  return {
    title: run.title,
    description: run.error ? `${sentence} ${run.error.message}` : sentence,
    status: statuses[run.state] ?? 'info',
    links: [{ label: 'See the run', href: runHref(run) }],
    timeout: run.state === 'succeeded' ? SUCCESS_MS : undefined,
  };
}

/** What a person is told of their own runs that ended while they were elsewhere. */
export function endedRunToasts(runs: readonly Run[]): ToastApiMessage[] {
  if (runs.length <= TOLD_SINGLY) return runs.map(toastOf);
  const bad = runs.filter(run => run.state !== 'succeeded').length;
  return [
    {
      title: `${runs.length} of your runs have ended`,
      description:
        bad > 0 ? `${bad} of them did not succeed.` : 'All of them succeeded.',
      status: bad > 0 ? 'warning' : 'success',
      links: [{ label: 'See the runs', href: '/runs' }],
      timeout: bad > 0 ? undefined : SUCCESS_MS,
    },
  ];
}
