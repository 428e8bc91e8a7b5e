import type { AnyAction } from '@reverb256/backstage-plugin-infra-node';
import type { ActionDeps } from './power-action';
import { shutdownGuest } from './shutdown-guest';
import { startGuest } from './start-guest';

/** Everything that the plugin can change. */
export const createActions = (deps: ActionDeps): AnyAction[] => [
  startGuest(deps),
  shutdownGuest(deps),
];
