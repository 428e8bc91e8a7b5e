import {
  coreServices,
  createServiceFactory,
  createServiceRef,
} from '@backstage/backend-plugin-api';
import {
  DefaultProxmoxSnapshotReader,
  type ProxmoxSnapshotReader,
} from './proxmox-snapshot-reader';

/**
 * What the Proxmox backend last read, for the backends of other families: they cost the clusters nothing.
 *
 * @public
 */
export const proxmoxSnapshotsServiceRef =
  createServiceRef<ProxmoxSnapshotReader>({
    id: 'proxmox.snapshots',
    scope: 'plugin',
    defaultFactory: async service =>
      createServiceFactory({
        service,
        deps: { auth: coreServices.auth, discovery: coreServices.discovery },
        factory: deps => DefaultProxmoxSnapshotReader.create(deps),
      }),
  });
