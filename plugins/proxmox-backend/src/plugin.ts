import {
  coreServices,
  createBackendPlugin,
} from '@backstage/backend-plugin-api';
import { actionsRegistryServiceRef } from '@backstage/backend-plugin-api/alpha';
import { signalsServiceRef } from '@backstage/plugin-signals-node';
import {
  createFindingsRoute,
  DatabaseSnapshotStore,
  FINDINGS_KIND,
  FindingsCollector,
  ReadingCache,
  registerReadingTools,
  startCollector,
  startRuns,
} from '@reverb256/backstage-plugin-infra-node';
import { proxmoxPermissions } from '@reverb256/backstage-plugin-proxmox-common';
import { proxmoxClientsServiceRef } from '@reverb256/backstage-plugin-proxmox-node';
import { createActions } from './actions';
import { startCertificates } from './certificates/start-certificates';
import { AddressesCollector } from './collectors/addresses-collector';
import { CertificatesCollector } from './collectors/certificates-collector';
import { InventoryCollector } from './collectors/inventory-collector';
import { nodeFactsCollector } from './collectors/node-facts-collector';
import { PrivilegesCollector } from './collectors/privileges-collector';
import { TasksCollector } from './collectors/tasks-collector';
import { versionsCollector } from './collectors/versions-collector';
import { findInCluster } from './findings';
import { guestResourceRef, guestRules } from './guest-permissions';
import { createReadRoutes, guestKey } from './reads';
import { createRouter } from './router';
import { createRunsView } from './runs-view';
import { createReadingTools } from './tools';

/** How often each kind is read, in seconds. pvestatd writes every 10 s, so nothing is read more often. */
const READS = [
  { kind: 'inventory', intervalSeconds: 10 },
  { kind: 'versions', intervalSeconds: 10 },
  { kind: 'certificates', intervalSeconds: 60 },
  { kind: 'privileges', intervalSeconds: 300 },
  { kind: 'node-facts', intervalSeconds: 60 },
];

/** The same, of what nothing is found in. */
const MORE_READS = [
  { kind: 'tasks', intervalSeconds: 10 },
  // Each turn of the sweep is written: less often than the inventory, since it may be as large.
  { kind: 'addresses', intervalSeconds: 30 },
];

/** What is found is a kind of its own, and asks no cluster. */
const KINDS = [
  ...READS,
  ...MORE_READS,
  { kind: FINDINGS_KIND, intervalSeconds: 10 },
];

/**
 * Reads Proxmox VE clusters on a clock and serves what was read.
 *
 * @public
 */
export const proxmoxPlugin = createBackendPlugin({
  pluginId: 'proxmox',
  register(env) {
    env.registerInit({
      deps: {
        actionsRegistry: actionsRegistryServiceRef,
        auditor: coreServices.auditor,
        clients: proxmoxClientsServiceRef,
        database: coreServices.database,
        httpAuth: coreServices.httpAuth,
        httpRouter: coreServices.httpRouter,
        lifecycle: coreServices.lifecycle,
        logger: coreServices.logger,
        permissions: coreServices.permissions,
        permissionsRegistry: coreServices.permissionsRegistry,
        pluginMetadata: coreServices.pluginMetadata,
        scheduler: coreServices.scheduler,
        signals: signalsServiceRef,
      },
      async init(deps) {
        const { clients, database, logger, scheduler, signals } = deps;
        const { httpAuth, httpRouter, permissions, permissionsRegistry } = deps;

        permissionsRegistry.addResourceType({
          resourceRef: guestResourceRef,
          permissions: proxmoxPermissions.filter(p => p.type === 'resource'),
          rules: guestRules,
        });
        permissionsRegistry.addPermissions(
          proxmoxPermissions.filter(p => p.type === 'basic'),
        );

        const store = await DatabaseSnapshotStore.create({
          database,
          kinds: KINDS,
          sources: clients.list().map(({ cluster }) => ({
            name: cluster.name,
            title: cluster.title,
            intervalSeconds: cluster.pollSeconds,
          })),
        });
        const certificates = await startCertificates({ ...deps, store });
        const cache = ReadingCache.create();
        const runRoutes = await startRuns({
          ...deps,
          actions: [...createActions({ clients, store }), certificates.action],
          // What was changed is seen at once, and not only with the next turn.
          async onEnd({ input: { cluster, guest } }) {
            // What is done to many guests is done by a run for each.
            if (typeof cluster !== 'string') return;
            cache.forgetAge(guestKey(cluster, String(guest)));
            await scheduler.triggerTask(`collect-inventory-${cluster}`);
          },
          visible: createRunsView({ permissions, store }),
        });
        registerReadingTools(
          deps.actionsRegistry,
          createReadingTools({ store, permissions }),
        );
        httpRouter.use(
          createRouter({ httpAuth, permissions }, store, [
            ...runRoutes,
            ...createReadRoutes({
              clients,
              store,
              cache,
              permissions,
              clock: () => new Date(),
            }),
            certificates.route,
            createFindingsRoute({
              store,
              kinds: READS.map(({ kind }) => kind),
            }),
          ]),
        );

        const common = {
          store,
          scheduler,
          signals,
          logger,
          channel: 'proxmox:changed',
        };
        const collectors = [
          new InventoryCollector(clients),
          versionsCollector(clients, store),
          new CertificatesCollector(clients, store),
          new PrivilegesCollector(clients),
          nodeFactsCollector(clients, store),
          new TasksCollector(clients),
          new AddressesCollector(clients, store),
          new FindingsCollector(async (source, previous, now) => {
            const read = <T extends object>(kind: string) =>
              store.read<T>(kind, source);
            return findInCluster(
              {
                inventory: await read('inventory'),
                versions: await read('versions'),
                certificates: await read('certificates'),
                privileges: await read('privileges'),
                nodeFacts: await read('node-facts'),
                entityRef: clients.get(source).cluster.entityRef,
              },
              previous,
              now,
            );
          }),
        ];
        for (const collector of collectors) {
          await startCollector<object>({ ...common, collector });
        }
      },
    });
  },
});
