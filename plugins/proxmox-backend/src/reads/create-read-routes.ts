import type { Route } from '@reverb256/backstage-plugin-infra-node';
import { createSearchRoute } from '../search/search-route';
import { createTaskRoutes } from '../tasks/task-routes';
import { createGuestRoutes } from './guest-routes';
import { createNodeRoutes } from './node-routes';
import type { ReadDeps } from './read-deps';
import { createStorageRoutes } from './storage-routes';

/** What is read when somebody asks for it, and what is found in what was read. */
export const createReadRoutes = (deps: ReadDeps): Route[] => [
  ...createNodeRoutes(deps),
  ...createGuestRoutes(deps),
  ...createStorageRoutes(deps),
  ...createTaskRoutes(deps),
  createSearchRoute(deps),
];
