import { renderInTestApp } from '@backstage/frontend-test-utils';
import { useLocation } from 'react-router-dom';
import { proxmoxSnapshotsApiRef } from '../api';
import { guestsRouteRef, nodesRouteRef } from '../routes';
import type { FakeSnapshotsApi } from './FakeSnapshotsApi';

function Address() {
  return <output aria-label="address">{useLocation().search}</output>;
}

/** Renders a page over a fake API, with the address that it keeps its filters in. */
export function renderPage(
  page: JSX.Element,
  api: FakeSnapshotsApi,
  search = '',
) {
  return renderInTestApp(
    <>
      <Address />
      {page}
    </>,
    {
      apis: [[proxmoxSnapshotsApiRef, api]],
      mountedRoutes: {
        '/proxmox/nodes': nodesRouteRef,
        '/proxmox/guests': guestsRouteRef,
      },
      initialRouteEntries: [`/${search}`],
    },
  );
}
