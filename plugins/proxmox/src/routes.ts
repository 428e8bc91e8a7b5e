import {
  createExternalRouteRef,
  createRouteRef,
  createSubRouteRef,
} from '@backstage/frontend-plugin-api';

/** The Proxmox page: the overview of all clusters. */
export const rootRouteRef = createRouteRef();

/** The table of nodes. */
export const nodesRouteRef = createRouteRef();

/** One node. */
export const nodeRouteRef = createSubRouteRef({
  parent: nodesRouteRef,
  path: '/:cluster/:node',
});

/** The table of guests. */
export const guestsRouteRef = createRouteRef();

/** One guest; its id without the slash: `qemu` and `100`. */
export const guestRouteRef = createSubRouteRef({
  parent: guestsRouteRef,
  path: '/:cluster/:type/:vmid',
});

/** The table of storages. */
export const storagesRouteRef = createRouteRef();

/** One storage; of a shared one through a node that has it. */
export const storageRouteRef = createSubRouteRef({
  parent: storagesRouteRef,
  path: '/:cluster/:node/:storage',
});

/** What the nodes do and did. */
export const tasksRouteRef = createRouteRef();

/** What the portal's tokens may do. */
export const accessRouteRef = createRouteRef();

/** The page of findings; not there for whoever may not see it. */
export const findingsRouteRef = createExternalRouteRef({
  defaultTarget: 'infra.findings',
});
