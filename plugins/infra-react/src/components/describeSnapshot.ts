import {
  snapshotState,
  type SnapshotState,
} from '@reverb256/backstage-plugin-infra-common';
import type { PortalProblem, SourceSnapshot } from '../client';
import { describePortalProblem } from './describePortalProblem';
import type { SnapshotNotice } from './SnapshotNotice';

type Words = (title: string) => Pick<SnapshotNotice, 'title' | 'advice'>;

const words: Record<Exclude<SnapshotState, 'fresh'>, Words> = {
  unreachable: title => ({
    title: `${title} cannot be reached`,
    advice:
      'Check that it is up and that the network between it and the portal works. The portal keeps trying.',
  }),
  untrusted: title => ({
    title: `${title} shows a certificate that is not trusted`,
    advice:
      'Nothing was sent to it. Compare the fingerprint with the one on the machine itself; only if they match, put it into the configuration.',
  }),
  unauthorized: title => ({
    title: `${title} does not accept the portal's credentials`,
    advice:
      'Check in the configuration that the token is complete, and at the source that it exists and has not expired.',
  }),
  forbidden: title => ({
    title: `The portal's credentials may not read ${title}`,
    advice: 'Grant the role of the portal what is missing.',
  }),
  rejected: title => ({
    title: `${title} refused to answer`,
    advice: "Look at the source's own log for the reason.",
  }),
  invalid: title => ({
    title: `The answer of ${title} is not understood`,
    advice:
      'Check that the address leads to the service itself, not to a proxy or a sign-in page, and that its version is supported.',
  }),
  timeout: title => ({
    title: `${title} does not answer in time`,
    advice:
      'Look at the load of the machine and at the network. The portal keeps trying.',
  }),
  pending: title => ({
    title: `${title} has not been read yet`,
    advice: 'The first read is under way.',
  }),
  stale: title => ({
    title: `${title} has not been read for a while`,
    advice:
      "No read has failed: the portal's own collector stands still. Look at the log of the backend.",
  }),
  partial: title => ({ title: `Parts of ${title} could not be read` }),
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
