import { useApi } from '@backstage/frontend-plugin-api';
import { usePolled } from '@reverb256/backstage-plugin-infra-react';
import { infraApiRef } from '../api';
import { doubtsOf, type Doubt } from '../parts';

/** What is known of the critical findings that nobody has muted. */
export interface CriticalCount {
  /** Of those that are known. */
  count: number;
  /** Why there may be others. */
  doubts: readonly Doubt[];
}

/** Keeps the number of critical findings up to date, with what is not known of it. */
export function useCriticalCount(): CriticalCount {
  const result = usePolled(useApi(infraApiRef).findings('open'));
  const count = (result.data?.items ?? []).filter(
    ({ severity, state, muted }) =>
      severity === 'critical' && state === 'open' && !muted,
  ).length;
  return { count, doubts: doubtsOf(result, 'the findings') };
}

/** The same in words, a sentence or more: `Critical findings: 2, and perhaps others. Not known: vault. It does not answer.` */
export function describeDoubt({ count, doubts }: CriticalCount): string {
  const known =
    count > 0
      ? `Critical findings: ${count}, and perhaps others.`
      : 'Whether there are critical findings is not known.';
  return [known, ...doubts.map(({ what, why }) => `${what} ${why}`)].join(' ');
}
