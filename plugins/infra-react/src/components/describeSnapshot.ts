import {
  snapshotState,
  type SnapshotState,
} from '@reverb256/backstage-plugin-infra-common';
import type { PortalProblem, SourceSnapshot } from '../client';
import { describePortalProblem } from './describePortalProblem';
import type { SnapshotNotice } from './SnapshotNotice';

type Words = (title: string) => Pick<SnapshotNotice, 'title' | 'advice'>;

/** The message of a source error says what to do; what has no error must be told. */
const words: Record<Exclude<SnapshotState, 'fresh'>, Words> = {
  unreachable: title => ({ title: `${title} cannot be reached` }),
  untrusted: title => ({
    title: `${title} shows a certificate that is not trusted`,
  }),
  unauthorized: title => ({
    title: `${title} does not accept the portal's credentials`,
  }),
  forbidden: title => ({
    title: `The portal's credentials may not read ${title}`,
  }),
  rejected: title => ({ title: `${title} refused to answer` }),
  invalid: title => ({ title: `The answer of ${title} is not understood` }),
  timeout: title => ({ title: `${title} does not answer in time` }),
  pending: title => ({
    title: `${title} has not been read yet`,
    advice: 'The first read is under way.',
  }),
  stale: title => ({
    title: `${title} has not been read for a while`,
    advice:
      "No read has failed: the portal's own collector stands still. Look at the log of the backend.",
  }),
  partial: title => ({ title: `${title} is shown only in part` }),
};

/**
 * What to say about one source's snapshot; undefined when it is fresh and whole, or its body is merely on the way.
 *
 * @param answeredAt - when the portal last answered, by its own clock
 * @public
 */
export function describeSnapshot(
  source: SourceSnapshot<unknown>,
  answeredAt: Date,
  portal?: PortalProblem,
): SnapshotNotice | undefined {
  const { snapshot, problem = portal } = source;
  if (problem) return describePortalProblem(problem, snapshot.title);

  const state = snapshotState(snapshot, answeredAt);
  if (state === 'fresh') return undefined;
  const { error, gaps } = snapshot;
  const said = words[state](snapshot.title);
  if (state === 'pending') {
    return { ...said, tone: 'info', missing: [], gaps };
  }
  if (state === 'partial') {
    // One missing privilege often leaves out several parts.
    const missing = new Set(gaps.flatMap(gap => gap.error.missing ?? []));
    return { ...said, tone: 'warning', missing: [...missing], gaps };
  }
  return {
    ...said,
    tone: state === 'stale' ? 'warning' : 'danger',
    message: error?.message,
    since: error?.since,
    missing: error?.missing ?? [],
    gaps: error ? [] : gaps,
  };
}
