import {
  createExternalRouteRef,
  createRouteRef,
} from '@backstage/frontend-plugin-api';

/** The Proxmox page: the overview of all clusters. */
export const rootRouteRef = createRouteRef();

/** The table of nodes. */
export const nodesRouteRef = createRouteRef();

/** The table of guests. */
export const guestsRouteRef = createRouteRef();

/** The page of findings; not there for whoever may not see it. */
export const findingsRouteRef = createExternalRouteRef({
  defaultTarget: 'infra.findings',
});
