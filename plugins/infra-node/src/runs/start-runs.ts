import type {
  AuditorService,
  DatabaseService,
  LifecycleService,
  LoggerService,
  PermissionsService,
  PluginMetadataService,
} from '@backstage/backend-plugin-api';
import type { ActionsRegistryService } from '@backstage/backend-plugin-api/alpha';
import type { SignalsService } from '@backstage/plugin-signals-node';
import type { Run } from '@reverb256/backstage-plugin-infra-common';
import type { AnyAction } from '../actions/action';
import { createActionRoutes } from '../actions/action-routes';
import { registerReadingTools } from '../actions/reading-tool';
import { registerTools } from '../actions/register-tools';
import { createAuditRoutes } from '../audit/audit-routes';
import { DatabaseAuditTrail } from '../audit/database-audit-trail';
import type { Route } from '../routes/route';
import type { Clock } from '../snapshots/collector';
import { DatabaseRunStore } from './database-run-store';
import { getRun } from './get-run';
import { RunFollower } from './run-follower';
import { createRunRoutes } from './run-routes';
import { RunService } from './run-service';
import type { RunsView } from './runs-view';
import { VisibleRuns } from './visible-runs';

/** @public */
export interface StartRunsOptions {
  actions: readonly AnyAction[];
  actionsRegistry: ActionsRegistryService;
  auditor: AuditorService;
  database: DatabaseService;
  lifecycle: LifecycleService;
  logger: LoggerService;
  permissions: PermissionsService;
  pluginMetadata: PluginMetadataService;
  signals: SignalsService;
  /** Called when a run has ended, to have a fresh snapshot read. */
  onEnd?: (run: Run) => Promise<unknown>;
  /** Which things somebody may see, and so which runs and audit records about them; all if not given. */
  visible?: RunsView;
  clock?: Clock;
}

/**
 * Gives a plugin its write path: all that it adds are the actions. They are offered as routes and, those that destroy
 * nothing, as tools; their runs are followed for as long as the plugin runs, and audited.
 *
 * @returns the routes to serve
 * @public
 */
export async function startRuns(options: StartRunsOptions): Promise<Route[]> {
  const { actions, database, lifecycle, pluginMetadata, visible } = options;
  const pluginId = pluginMetadata.getId();
  const trail = await DatabaseAuditTrail.create({ database, pluginId });
  const store = await DatabaseRunStore.create({ database });
  const follower = new RunFollower({
    ...options,
    store,
    trail,
    channel: `${pluginId}:runs`,
  });
  const service = new RunService({
    ...options,
    pluginId,
    store,
    trail,
    follower,
  });
  const runs = new VisibleRuns(store, visible);
  registerReadingTools(options.actionsRegistry, [getRun(runs, store)]);
  registerTools({ registry: options.actionsRegistry, actions, service, store });
  lifecycle.addStartupHook(() => follower.start());
  lifecycle.addShutdownHook(() => follower.stop());
  return [
    ...createActionRoutes(actions, service),
    ...createRunRoutes(service, store, runs),
    ...createAuditRoutes(trail, visible),
  ];
}
