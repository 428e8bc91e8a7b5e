import type { PermissionsService } from '@backstage/backend-plugin-api';
import { infraFindingReadPermission } from '@reverb256/backstage-plugin-infra-common';
import {
  createRouter as createInfraRouter,
  createSnapshotRoutes,
  findingsDataSchema,
  type Route,
  type RouterServices,
  type SnapshotStore,
} from '@reverb256/backstage-plugin-infra-node';
import {
  proxmoxClusterReadPermission,
  proxmoxSnapshotSchemas,
} from '@reverb256/backstage-plugin-proxmox-common';
import { guestView } from './guest-view';
import { addressesView, tasksView } from './related-views';

/** The HTTP interface of the Proxmox plugin. */
export function createRouter(
  services: RouterServices & { permissions: PermissionsService },
  store: SnapshotStore,
  more: readonly Route[],
) {
  return createInfraRouter({
    info: {
      pluginId: 'proxmox',
      title: 'Proxmox',
      description:
        'Nodes, guests and storages of Proxmox VE clusters, as they were last read.',
    },
    services,
    routes: [
      ...createSnapshotRoutes({
        store,
        permissions: services.permissions,
        permission: proxmoxClusterReadPermission,
        served: {
          inventory: {
            schema: proxmoxSnapshotSchemas.inventory,
            view: credentials => guestView(services.permissions, credentials),
          },
          versions: { schema: proxmoxSnapshotSchemas.versions },
          certificates: { schema: proxmoxSnapshotSchemas.certificates },
          'node-facts': { schema: proxmoxSnapshotSchemas['node-facts'] },
          tasks: {
            schema: proxmoxSnapshotSchemas.tasks,
            view: credentials =>
              tasksView(
                { store, permissions: services.permissions },
                credentials,
              ),
          },
          addresses: {
            schema: proxmoxSnapshotSchemas.addresses,
            view: credentials =>
              addressesView(
                { store, permissions: services.permissions },
                credentials,
              ),
          },
          // What the tokens lack or exceed is what findings tell of them.
          privileges: {
            schema: proxmoxSnapshotSchemas.privileges,
            permission: infraFindingReadPermission,
          },
          findings: {
            schema: findingsDataSchema,
            permission: infraFindingReadPermission,
          },
        },
      }),
      ...more,
    ],
  });
}
