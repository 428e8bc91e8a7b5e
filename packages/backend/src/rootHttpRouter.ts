import { rootHttpRouterServiceFactory } from '@backstage/backend-defaults/rootHttpRouter';
import { AuthenticationError, NotAllowedError } from '@backstage/errors';
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

/**
 * By these Backstage lets anybody who is signed in, and every machine token of the plugin, start and stop its scheduled
 * tasks: whoever may read nothing could halt what collects. Tasks run on their clock.
 */
const SCHEDULER = /^\/api\/[^/]+\/\.backstage\/scheduler(?=\/|$)/i;

const nobody: RequestHandler = (_request, _response, next) =>
  next(
    new NotAllowedError(
      'Scheduled tasks run on their clock, and are neither listed, started nor stopped by request.',
    ),
  );

/** Backstage's own set-up of the web server, with what it leaves open closed. */
export const configureRootHttpRouter: Configure = ({
  app,
  applyDefaults,
  config,
}) => {
  requireLimitedMachineTokens(config);
  app.use([...CLOSED, SCHEDULER], needsCredentials);
  app.use(SCHEDULER, nobody);
  applyDefaults();
};

/** The web server of the portal. */
export const rootHttpRouter = rootHttpRouterServiceFactory({
  configure: configureRootHttpRouter,
});
