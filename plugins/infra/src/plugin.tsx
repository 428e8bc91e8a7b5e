import {
  createFrontendPlugin,
  createRouteRef,
  PageBlueprint,
} from '@backstage/frontend-plugin-api';
import type { BasicPermission } from '@backstage/plugin-permission-common';
import {
  RiHistoryLine,
  RiPlayList2Line,
  RiShieldCheckLine,
} from '@remixicon/react';
import {
  infraAuditReadPermission,
  infraFindingReadPermission,
  infraRunReadPermission,
} from '@reverb256/backstage-plugin-infra-common';
import { actionsApi, gatheredApi } from './api';
import { FindingsIcon } from './findings/FindingsIcon';
import { entityRouteRef } from './parts/EntityLink';

const findingsRouteRef = createRouteRef();
const runsRouteRef = createRouteRef();
const auditRouteRef = createRouteRef();

// Hides a page from whoever may not see it. It guards nothing: the backend does.
const allowedBy = ({ name, attributes }: BasicPermission) => ({
  permissions: { $contains: `${name}#${attributes.action}` },
});

const findings = PageBlueprint.make({
  name: 'findings',
  if: allowedBy(infraFindingReadPermission),
  params: {
    path: '/findings',
    title: 'Findings',
    icon: <FindingsIcon />,
    routeRef: findingsRouteRef,
    loader: () => import('./findings').then(m => <m.FindingsPage />),
  },
});

const runs = PageBlueprint.make({
  name: 'runs',
  if: allowedBy(infraRunReadPermission),
  params: {
    path: '/runs',
    title: 'Runs',
    icon: <RiPlayList2Line />,
    routeRef: runsRouteRef,
    loader: () => import('./runs').then(m => <m.RunsPage />),
  },
});

const audit = PageBlueprint.make({
  name: 'audit',
  if: allowedBy(infraAuditReadPermission),
  params: {
    path: '/audit',
    title: 'Audit',
    icon: <RiShieldCheckLine />,
    routeRef: auditRouteRef,
    loader: () => import('./audit').then(m => <m.AuditPage />),
  },
});

/** Findings, runs and the audit trail of all plugins, and the way to every action. @public */
export const infraPlugin = createFrontendPlugin({
  pluginId: 'infra',
  title: 'Infrastructure',
  icon: <RiHistoryLine />,
  routes: {
    findings: findingsRouteRef,
    runs: runsRouteRef,
    audit: auditRouteRef,
  },
  externalRoutes: { entity: entityRouteRef },
  extensions: [gatheredApi, actionsApi, findings, runs, audit],
});
