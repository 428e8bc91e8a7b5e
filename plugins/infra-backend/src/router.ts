import {
  createRouter as createInfraRouter,
  type RouterServices,
} from '@reverb256/backstage-plugin-infra-node';
import { createAuditRoutes } from './audit/audit-routes';
import {
  createFindingRoutes,
  type FindingRoutesOptions,
} from './findings/finding-routes';
import { createRunRoutes } from './runs/run-routes';
import { createAuditSources } from './audit/audit-source';
import type { PluginClient } from './plugins/plugin-client';
import { OWN_PLUGIN_ID } from './settings';

/** The HTTP interface of the infra plugin. */
export function createRouter(
  services: RouterServices,
  options: FindingRoutesOptions & { client: PluginClient },
) {
  return createInfraRouter({
    info: {
      pluginId: OWN_PLUGIN_ID,
      title: 'Infrastructure',
      description: 'Findings, runs and the audit trail of all plugins.',
    },
    services,
    routes: [
      ...createFindingRoutes(options),
      ...createRunRoutes(options),
      ...createAuditRoutes({
        sources: createAuditSources(options),
        auditor: options.auditor,
      }),
    ],
  });
}
