import app from '@backstage/plugin-app-backend';
import auth from '@backstage/plugin-auth-backend';
import catalog from '@backstage/plugin-catalog-backend';
import catalogTemplates from '@backstage/plugin-catalog-backend-module-scaffolder-entity-model';
import events from '@backstage/plugin-events-backend';
import mcpActions from '@backstage/plugin-mcp-actions-backend';
import notifications from '@backstage/plugin-notifications-backend';
import permission from '@backstage/plugin-permission-backend';
import scaffolder from '@backstage/plugin-scaffolder-backend';
import search from '@backstage/plugin-search-backend';
import searchCatalog from '@backstage/plugin-search-backend-module-catalog';
import searchPostgres from '@backstage/plugin-search-backend-module-pg';
import searchTechdocs from '@backstage/plugin-search-backend-module-techdocs';
import signals from '@backstage/plugin-signals-backend';
import techdocs from '@backstage/plugin-techdocs-backend';
import authOidc from '@reverb256/backstage-plugin-auth-backend-module-oidc';
import catalogProxmox from '@reverb256/backstage-plugin-catalog-backend-module-proxmox';
import infra from '@reverb256/backstage-plugin-infra-backend';
import permissionAccess from '@reverb256/backstage-plugin-permission-backend-module-access';
import proxmox from '@reverb256/backstage-plugin-proxmox-backend';
import scaffolderProxmox from '@reverb256/backstage-plugin-scaffolder-backend-module-proxmox';
import { closedAuthRoutes } from './closedAuthRoutes';
import { closedScheduler } from './closedScheduler';
import { rootHttpRouter } from './rootHttpRouter';
import { searchWithoutGuests } from './searchWithoutGuests';

/** What the portal's backend consists of, as a list, so that tests start exactly what runs. */
export const features = [
  app,
  auth,
  authOidc,
  catalog,
  catalogProxmox,
  catalogTemplates,
  closedAuthRoutes,
  closedScheduler,
  events,
  infra,
  mcpActions,
  notifications,
  permission,
  permissionAccess,
  proxmox,
  rootHttpRouter,
  scaffolder,
  scaffolderProxmox,
  search,
  searchCatalog,
  searchPostgres,
  searchTechdocs,
  searchWithoutGuests,
  signals,
  techdocs,
];
