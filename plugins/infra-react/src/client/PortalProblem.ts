import { ResponseError } from '@backstage/errors';
import { z } from 'zod';

/**
 * Why the portal itself gave no answer, as opposed to the source behind it:
 *
 * - `unreachable`: no answer, or a proxy's in its place; the network, or the backend is down
 * - `signed-out`: the sign-in is no longer accepted
 * - `not-allowed`: the portal's own policy keeps this person from it
 * - `not-found`: the portal does not know the source; its configuration has changed
 * - `refused`: the portal understood, and does not do it as things are; its message says why
 * - `failed`: the backend failed by itself
 * - `invalid`: an answer that this page does not understand, such as another version's
 *
 * @public
 */
export type PortalProblemKind =
  | 'unreachable'
  | 'signed-out'
  | 'not-allowed'
  | 'not-found'
  | 'refused'
  | 'failed'
  | 'invalid';

/** The portal did not give what a page asked for. @public */
export interface PortalProblem {
  kind: PortalProblemKind;
  /** What the portal, or the network, said. */
  message: string;
  /** When it was first seen without a success in between: ISO 8601, UTC. */
  since: string;
}

function kindOfStatus(status: number): PortalProblemKind {
  if (status === 401) return 'signed-out';
  if (status === 403) return 'not-allowed';
  if (status === 404) return 'not-found';
  if (status === 400 || status === 409) return 'refused';
  // What a proxy answers in the place of a backend that is down.
  if (status === 502 || status === 503 || status === 504) return 'unreachable';
  return 'failed';
}

/** What anything thrown while asking the portal says about it. @public */
export function portalProblemOf(error: unknown, since: string): PortalProblem {
  if (ResponseError.is(error)) {
    const kind = kindOfStatus(error.statusCode);
    return { kind, message: error.cause.message || error.message, since };
  }
  if (
    error instanceof z.ZodError ||
    (error instanceof Error && error.name === 'SyntaxError')
  ) {
    return {
      kind: 'invalid',
      message: 'The answer is not what this page knows how to read.',
      since,
    };
  }
  const message = error instanceof Error ? error.message : String(error);
  // Thrown before anything is sent, when the session cannot be renewed.
  const isSignedOut =
    error instanceof Error && error.name === 'AuthenticationError';
  return { kind: isSignedOut ? 'signed-out' : 'unreachable', message, since };
}
