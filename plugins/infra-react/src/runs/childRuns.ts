import type { Run, RunState } from '@reverb256/backstage-plugin-infra-common';
import { formatCount } from '../format';

/** What needs a look comes first, then what is under way, then what is well. */
const order: readonly RunState[] = [
  'failed',
  'unknown',
  'cancelled',
  'running',
  'sending',
  'accepted',
  'succeeded',
];

const byTitle = new Intl.Collator('en', { numeric: true });

/** The runs that a run began, in the order in which somebody wants to see them. */
export function sortChildren(runs: readonly Run[]): Run[] {
  return [...runs].sort(
    (a, b) =>
      order.indexOf(a.state) - order.indexOf(b.state) ||
      byTitle.compare(a.title, b.title),
  );
}

const words: Record<RunState, string> = {
  failed: 'failed',
  unknown: 'with an unknown end',
  cancelled: 'cancelled',
  running: 'running',
  sending: 'being sent',
  accepted: 'waiting',
  succeeded: 'done',
};

/** `12 runs: 1 failed, 3 running, 8 done`. */
export function describeChildren(runs: readonly Run[]): string {
  const parts = order.flatMap(state => {
    const count = runs.filter(run => run.state === state).length;
    return count > 0 ? [`${count} ${words[state]}`] : [];
  });
  return `${formatCount(runs.length, 'run')}: ${parts.join(', ')}`;
}
