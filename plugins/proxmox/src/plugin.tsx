import {
  createFrontendPlugin,
  PageBlueprint,
  SubPageBlueprint,
} from '@backstage/frontend-plugin-api';
import { RiServerLine } from '@remixicon/react';
import { proxmoxViewPermission } from '@reverb256/backstage-plugin-proxmox-common';
import { proxmoxSnapshotsApi } from './api';
import { DetailRoutes } from './DetailRoutes';
import { proxmoxCard, proxmoxContent } from './entity/extensions';
import {
  accessRouteRef,
  findingsRouteRef,
  guestRouteRef,
  guestsRouteRef,
  nodeRouteRef,
  nodesRouteRef,
  rootRouteRef,
  storageRouteRef,
  storagesRouteRef,
  tasksRouteRef,
} from './routes';
import { guestResultItem, guestResultType } from './search/extensions';

// Without a loader the page shows its sub-pages as tabs.
const page = PageBlueprint.make({
  // Hides the page from whoever may not see it. It guards nothing: the backend does.
  if: {
    permissions: {
      $contains: `${proxmoxViewPermission.name}#${proxmoxViewPermission.attributes.action}`,
    },
  },
  params: {
    path: '/proxmox',
    title: 'Proxmox',
    icon: <RiServerLine />,
    routeRef: rootRouteRef,
  },
});

const overview = SubPageBlueprint.make({
  name: 'overview',
  params: {
    path: 'overview',
    title: 'Overview',
    loader: () => import('./overview').then(m => <m.OverviewPage />),
  },
});

const nodes = SubPageBlueprint.make({
  name: 'nodes',
  params: {
    path: 'nodes',
    title: 'Nodes',
    routeRef: nodesRouteRef,
    loader: async () => {
      const [{ NodesPage }, { NodePage }] = await Promise.all([
        import('./nodes'),
        import('./nodes/page'),
      ]);
      return (
        <DetailRoutes
          table={<NodesPage />}
          detail={<NodePage />}
          path={nodeRouteRef.path}
        />
      );
    },
  },
});

const guests = SubPageBlueprint.make({
  name: 'guests',
  params: {
    path: 'guests',
    title: 'Guests',
    routeRef: guestsRouteRef,
    loader: async () => {
      const [{ GuestsPage }, { GuestPage }] = await Promise.all([
        import('./guests'),
        import('./guest'),
      ]);
      return (
        <DetailRoutes
          table={<GuestsPage />}
          detail={<GuestPage />}
          path={guestRouteRef.path}
        />
      );
    },
  },
});

const storages = SubPageBlueprint.make({
  name: 'storages',
  params: {
    path: 'storages',
    title: 'Storages',
    routeRef: storagesRouteRef,
    loader: async () => {
      const [{ StoragesPage }, { StoragePage }] = await Promise.all([
        import('./storages'),
        import('./storages/page'),
      ]);
      return (
        <DetailRoutes
          table={<StoragesPage />}
          detail={<StoragePage />}
          path={storageRouteRef.path}
        />
      );
    },
  },
});

const tasks = SubPageBlueprint.make({
  name: 'tasks',
  params: {
    path: 'tasks',
    title: 'Tasks',
    routeRef: tasksRouteRef,
    loader: () => import('./tasks').then(m => <m.TasksPage />),
  },
});

const access = SubPageBlueprint.make({
  name: 'access',
  params: {
    path: 'access',
    title: 'Access',
    routeRef: accessRouteRef,
    loader: () => import('./access').then(m => <m.AccessPage />),
  },
});

/** Nodes and guests of Proxmox VE clusters. @public */
export const proxmoxPlugin = createFrontendPlugin({
  pluginId: 'proxmox',
  title: 'Proxmox',
  icon: <RiServerLine />,
  routes: {
    root: rootRouteRef,
    nodes: nodesRouteRef,
    node: nodeRouteRef,
    guests: guestsRouteRef,
    guest: guestRouteRef,
    storages: storagesRouteRef,
    storage: storageRouteRef,
    tasks: tasksRouteRef,
    access: accessRouteRef,
  },
  externalRoutes: { findings: findingsRouteRef },
  extensions: [
    proxmoxSnapshotsApi,
    page,
    overview,
    nodes,
    guests,
    storages,
    tasks,
    access,
    proxmoxCard,
    proxmoxContent,
    guestResultItem,
    guestResultType,
  ],
});
