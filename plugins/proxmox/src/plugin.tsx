import {
  createFrontendPlugin,
  PageBlueprint,
  SubPageBlueprint,
} from '@backstage/frontend-plugin-api';
import { RiServerLine } from '@remixicon/react';
import { proxmoxViewPermission } from '@reverb256/backstage-plugin-proxmox-common';
import { proxmoxSnapshotsApi } from './api';
import { DetailRoutes } from './DetailRoutes';
import {
  findingsRouteRef,
  guestRouteRef,
  guestsRouteRef,
  nodesRouteRef,
  rootRouteRef,
  tasksRouteRef,
} from './routes';

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
    loader: () => import('./nodes').then(m => <m.NodesPage />),
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

const tasks = SubPageBlueprint.make({
  name: 'tasks',
  params: {
    path: 'tasks',
    title: 'Tasks',
    routeRef: tasksRouteRef,
    loader: () => import('./tasks').then(m => <m.TasksPage />),
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
    guests: guestsRouteRef,
    guest: guestRouteRef,
    tasks: tasksRouteRef,
  },
  externalRoutes: { findings: findingsRouteRef },
  extensions: [proxmoxSnapshotsApi, page, overview, nodes, guests, tasks],
});
