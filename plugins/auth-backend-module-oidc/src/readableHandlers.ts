import { isError, NotAllowedError } from '@backstage/errors';
import { sendWebMessageResponse } from '@backstage/plugin-auth-node';
import type { AuthProviderRouteHandlers } from '@backstage/plugin-auth-node';

type Handler = AuthProviderRouteHandlers['start'];
type Request = Parameters<Handler>[0];
type Response = Parameters<Handler>[1];

function text(value: unknown): string | undefined {
  return typeof value === 'string' ? value : undefined;
}

function originOf(url: string): string | undefined {
  return URL.canParse(url) ? new URL(url).origin : undefined;
}

/** Hands an error to the sign-in page, by the way that the page has asked for. */
function showError(req: Request, res: Response, error: Error): void {
  const redirectUrl = text(req.query.redirectUrl);
  const origin = text(req.query.origin);
  if (req.query.flow === 'redirect' && redirectUrl) {
    const url = new URL(redirectUrl);
    url.searchParams.set('error', error.message);
    res.redirect(url.toString());
    return;
  }
  if (req.query.flow === 'popup' && origin) {
    const { name, message } = error;
    sendWebMessageResponse(res, origin, {
      type: 'authorization_response',
      error: { name, message },
    });
    return;
  }
  throw error;
}

/**
 * Makes what goes wrong in Backstage's handlers readable for the person in front of the browser.
 *
 * Backstage answers a failed start with JSON in the middle of the window, wraps every failed
 * refresh in one sentence, and sends whoever signed in to any address that the start was given.
 */
export function withReadableErrors(
  handlers: AuthProviderRouteHandlers,
  isOriginAllowed: (origin: string) => boolean,
): AuthProviderRouteHandlers {
  return {
    ...handlers,

    async start(req, res) {
      for (const name of ['redirectUrl', 'origin']) {
        const url = req.query[name];
        const origin = originOf(text(url) ?? '');
        if (url !== undefined && !(origin && isOriginAllowed(origin))) {
          throw new NotAllowedError(
            `The ${name} of a sign-in must be at this portal. Begin at the portal's own address`,
          );
        }
      }
      try {
        await handlers.start(req, res);
      } catch (error) {
        if (!isError(error)) {
          throw error;
        }
        showError(req, res, error);
      }
    },

    async refresh(req, res) {
      try {
        await handlers.refresh?.(req, res);
      } catch (error) {
        const cause = isError(error) ? error.cause : undefined;
        const tellsMore =
          isError(cause) &&
          ['NotAllowedError', 'ServiceUnavailableError'].includes(cause.name);
        throw tellsMore ? cause : error;
      }
    },
  };
}
