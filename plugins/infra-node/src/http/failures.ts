import {
  sourceErrorKinds,
  type SourceErrorKind,
} from '@reverb256/backstage-plugin-infra-common';
import { SourceFailure } from '../source-failure';
import type { AttemptFailure } from './attempt-failure';
import type { UpstreamRequest } from './types';

/**
 * A mutation left, and no answer came: it may have been carried out or not. Never send it again on this; find out what
 * became of it first.
 *
 * @public
 */
export class UnknownOutcomeFailure extends SourceFailure {}

/** Which kind a person can do most about; a wrong certificate also may be an attack. */
const mostActionable: SourceErrorKind[] = [
  'untrusted',
  'invalid',
  'timeout',
  'unreachable',
];

/** @internal */
export interface FailedAttempt {
  url: string;
  failure: AttemptFailure;
}

/** @internal */
export function unknownOutcome(
  source: string,
  request: UpstreamRequest,
  { url, failure }: FailedAttempt,
): UnknownOutcomeFailure {
  return new UnknownOutcomeFailure(
    failure.kind,
    `${request.method} ${request.path} was sent to ${source} at ${url}, which ${failure.what}: its outcome is unknown. It was not sent again; look there for what became of it.`,
    { cause: failure },
  );
}

/** What to tell when no endpoint answered. `untried` is how many there was no time left for. @internal */
export function noEndpointAnswered(
  source: string,
  attempts: readonly FailedAttempt[],
  untried: number,
): SourceFailure {
  const rank = (kind: SourceErrorKind) =>
    mostActionable.includes(kind)
      ? mostActionable.indexOf(kind)
      : sourceErrorKinds.length;
  const [first] = [...attempts].sort(
    (a, b) => rank(a.failure.kind) - rank(b.failure.kind),
  );
  const { kind, what, advice } = first.failure;
  const options = { cause: first.failure };
  if (attempts.length + untried === 1) {
    return new SourceFailure(
      kind,
      `${source}: ${first.url} ${what}. ${advice}`,
      options,
    );
  }
  const each = attempts.map(a => `${a.url} ${a.failure.what}`).join('; ');
  const rest = untried ? `; no time was left for ${untried} more` : '';
  const mixed = attempts.some(a => a.failure.kind !== kind);
  return new SourceFailure(
    kind,
    `No endpoint of ${source} answered: ${each}${rest}. ${
      mixed ? `First look at ${first.url}. ` : ''
    }${advice}`,
    options,
  );
}
