import { rootHttpRouterServiceFactory } from '@backstage/backend-defaults/rootHttpRouter';
import { requireLimitedMachineTokens } from './machineTokens';

type Configure = NonNullable<
  NonNullable<Parameters<typeof rootHttpRouterServiceFactory>[0]>['configure']
>;

/** Backstage's own set-up of the web server, which does not begin with machine tokens that are too powerful. */
export const configureRootHttpRouter: Configure = ({
  applyDefaults,
  config,
}) => {
  requireLimitedMachineTokens(config);
  applyDefaults();
};

/** The web server of the portal. */
export const rootHttpRouter = rootHttpRouterServiceFactory({
  configure: configureRootHttpRouter,
});
