import { ConflictError, InputError } from '@backstage/errors';
import type {
  FindingDecision,
  FindingTransition,
  TrackedFinding,
} from '@reverb256/backstage-plugin-infra-common';
import { transitionOf } from './finding-row';

/** What somebody decided, and the finding as it is with it. */
export interface Decided {
  tracked: TrackedFinding;
  transition: FindingTransition;
}

/** Somebody decides about a finding. */
export type Decide = (tracked: TrackedFinding, now: Date) => Decided;

/** The longest time that something may be muted or acknowledged, in days: beyond it would be without an end. */
const LONGEST_DAYS = 366;

function checkEnd(until: string | undefined, now: Date): void {
  if (until === undefined) return;
  const seconds = (Date.parse(until) - now.getTime()) / 1000;
  if (seconds <= 0) {
    throw new InputError(
      `until: ${until} is over; now it is ${now.toISOString()}. Give a time to come.`,
    );
  }
  if (seconds > LONGEST_DAYS * 86_400) {
    throw new InputError(
      `until: ${until} is more than ${LONGEST_DAYS} days away. Give an earlier end; it can be extended.`,
    );
  }
}

/** What is asked when somebody acknowledges or mutes. */
export type DecisionInput = Pick<FindingDecision, 'by' | 'reason' | 'until'>;

/**
 * Somebody looks after an open finding.
 *
 * @throws ConflictError when it is resolved, InputError when its end cannot be
 */
export const acknowledge =
  (input: DecisionInput): Decide =>
  (tracked, now) => {
    checkEnd(input.until, now);
    if (tracked.state === 'resolved') {
      throw new ConflictError(
        `'${tracked.title}' is resolved since ${tracked.resolvedAt}. There is nothing to acknowledge.`,
      );
    }
    return {
      tracked: {
        ...tracked,
        acknowledged: { ...input, at: now.toISOString() },
      },
      transition: transitionOf(tracked, 'acknowledged', now, input),
    };
  };

/**
 * Nobody is told of a finding until the given end.
 *
 * @throws InputError when the end cannot be
 */
export const mute =
  (input: DecisionInput): Decide =>
  (tracked, now) => {
    checkEnd(input.until, now);
    return {
      tracked: { ...tracked, muted: { ...input, at: now.toISOString() } },
      transition: transitionOf(tracked, 'muted', now, input),
    };
  };

/**
 * Takes back what was decided.
 *
 * @throws ConflictError when nothing was
 */
export const release =
  ({ by }: Pick<DecisionInput, 'by'>): Decide =>
  ({ acknowledged, muted, ...tracked }, now) => {
    if (!acknowledged && !muted) {
      throw new ConflictError(
        `'${tracked.title}' is neither acknowledged nor muted. There is nothing to release.`,
      );
    }
    return {
      tracked,
      transition: transitionOf(tracked, 'released', now, { by }),
    };
  };
