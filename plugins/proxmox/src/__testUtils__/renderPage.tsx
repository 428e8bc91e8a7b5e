import { fetchApiRef } from '@backstage/frontend-plugin-api';
import { mockApis, renderInTestApp } from '@backstage/frontend-test-utils';
import { AuthorizeResult } from '@backstage/plugin-permission-common';
import { permissionApiRef } from '@backstage/plugin-permission-react';
import {
  actionsApiRef,
  DefaultActionsApi,
} from '@reverb256/backstage-plugin-infra-react';
import { useLocation } from 'react-router-dom';
import { SWRConfig } from 'swr';
import { proxmoxSnapshotsApiRef } from '../api';
import { FakeActions } from './FakeActions';
import { FakePortal } from './FakePortal';
import {
  findingsRouteRef,
  guestsRouteRef,
  nodesRouteRef,
  storagesRouteRef,
  tasksRouteRef,
} from '../routes';
import type { FakeSnapshotsApi } from './FakeSnapshotsApi';

function Address() {
  return <output aria-label="address">{useLocation().search}</output>;
}

interface RenderOptions {
  /** Whether the person may change anything. */
  mayOperate?: boolean;
  actions?: FakeActions;
  /** What the backend reads on demand. */
  portal?: FakePortal;
}

/** Renders a page over fake APIs, with the address that it keeps its filters in. */
export function renderPage(
  page: JSX.Element,
  api: FakeSnapshotsApi,
  search = '',
  {
    mayOperate = false,
    actions = new FakeActions(),
    portal = new FakePortal({}),
  }: RenderOptions = {},
) {
  return renderInTestApp(
    // Decisions about permissions are remembered by SWR: each test has a memory of its own.
    <SWRConfig value={{ provider: () => new Map() }}>
      <Address />
      {page}
    </SWRConfig>,
    {
      apis: [
        [proxmoxSnapshotsApiRef, api],
        [fetchApiRef, portal],
        [actionsApiRef, DefaultActionsApi.create({ fetchApi: actions })],
        [
          permissionApiRef,
          mockApis.permission({
            authorize: mayOperate
              ? AuthorizeResult.ALLOW
              : AuthorizeResult.DENY,
          }),
        ],
      ],
      mountedRoutes: {
        '/proxmox/nodes': nodesRouteRef,
        '/proxmox/guests': guestsRouteRef,
        '/proxmox/storages': storagesRouteRef,
        '/proxmox/tasks': tasksRouteRef,
        '/findings': findingsRouteRef,
      },
      initialRouteEntries: [`/${search}`],
    },
  );
}
