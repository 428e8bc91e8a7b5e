import type { Outcome, Strike } from './killCase.ts';

/** Where a run was when its backend was killed. */
export type Moment =
  | 'not stored'
  | 'accepted'
  | 'sending'
  | 'running'
  | 'ended';

/** The moment that a kill struck. */
export function momentOf({ stored }: Strike): Moment {
  switch (stored?.state) {
    case undefined:
      return 'not stored';
    case 'accepted':
    case 'sending':
    case 'running':
      return stored.state;
    default:
      return 'ended';
  }
}

/** How a run ended, in a word or two. */
export function endOf({ run }: Outcome): string {
  if (!run) return 'none';
  return run.error ? `${run.state} (${run.error.kind})` : run.state;
}

/** Counts by name, in the order in which they came first: `sending 3, running 5`. */
export function countsOf(names: readonly string[]): string {
  const counts = new Map<string, number>();
  for (const name of names) counts.set(name, (counts.get(name) ?? 0) + 1);
  return [...counts].map(([name, count]) => `${name} ${count}`).join(', ');
}
