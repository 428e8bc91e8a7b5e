import { rootHttpRouterServiceFactory } from '@backstage/backend-defaults/rootHttpRouter';
import { AuthenticationError } from '@backstage/errors';
import type { RequestHandler } from 'express';
import { requireLimitedMachineTokens } from './machineTokens';

type Configure = NonNullable<
  NonNullable<Parameters<typeof rootHttpRouterServiceFactory>[0]>['configure']
>;

/**
 * The auth plugin must answer without credentials, since it is where they come from; with it Backstage opens what every
 * plugin has besides: its list of actions and its permissions. These are for services and signed-in people. So is what
 * an assistant asks to be let in with: the one who decides about it is signed in.
 */
const CLOSED = [
  '/api/auth/.backstage/actions',
  '/api/auth/.well-known/backstage',
  '/api/auth/v1/sessions',
];

const needsCredentials: RequestHandler = (request, _response, next) =>
  next(
    request.headers.authorization
      ? undefined
      : new AuthenticationError('Missing credentials'),
  );

/** Backstage's own set-up of the web server, with what it leaves open closed. */
export const configureRootHttpRouter: Configure = ({
  app,
  applyDefaults,
  config,
}) => {
  requireLimitedMachineTokens(config);
  app.use(CLOSED, needsCredentials);
  applyDefaults();
};

/** The web server of the portal. */
export const rootHttpRouter = rootHttpRouterServiceFactory({
  configure: configureRootHttpRouter,
});
