import {
  ApiBlueprint,
  createApiRef,
  fetchApiRef,
  useApi,
} from '@backstage/frontend-plugin-api';
import {
  DefaultSnapshotsApi,
  useSnapshots,
  type SnapshotsApi,
  type SnapshotsResult,
} from '@reverb256/backstage-plugin-infra-react';
import type { ProxmoxSnapshots } from '@reverb256/backstage-plugin-proxmox-common';

/** The snapshots of all Proxmox clusters, for every component of the app together. @public */
export const proxmoxSnapshotsApiRef = createApiRef<
  SnapshotsApi<ProxmoxSnapshots>
>().with({ id: 'plugin.proxmox.snapshots', pluginId: 'proxmox' });

/** Reads them from the Proxmox backend. */
export const proxmoxSnapshotsApi = ApiBlueprint.make({
  name: 'snapshots',
  params: define =>
    define({
      api: proxmoxSnapshotsApiRef,
      deps: { fetchApi: fetchApiRef },
      factory: ({ fetchApi }) =>
        DefaultSnapshotsApi.create<ProxmoxSnapshots>({
          fetchApi,
          pluginId: 'proxmox',
        }),
    }),
});

/** The snapshots of one kind of all clusters, kept up to date while the component is mounted. @public */
export function useProxmoxSnapshots<K extends keyof ProxmoxSnapshots>(
  kind: K,
): SnapshotsResult<ProxmoxSnapshots[K]> {
  return useSnapshots(useApi(proxmoxSnapshotsApiRef), kind);
}
