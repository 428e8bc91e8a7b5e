import { useReading } from '@reverb256/backstage-plugin-infra-react';
import {
  storageContentSchema,
  storageHistorySchema,
  storagePath,
  type Timeframe,
} from '@reverb256/backstage-plugin-proxmox-common';

/** Which storage is meant; of a shared one through a node that has it. */
export interface StorageRef {
  /** The name of the source. */
  cluster: string;
  node: string;
  storage: string;
}

/** How full a storage was over that time; asks nothing of `undefined`. */
export function useStorageHistory(
  of: StorageRef | undefined,
  timeframe: Timeframe,
  everySeconds: number,
) {
  const path = of && storagePath(of.cluster, of.node, of.storage, 'history');
  return useReading('proxmox', path && `${path}?timeframe=${timeframe}`, {
    schema: storageHistorySchema,
    everySeconds,
  });
}

/** What is on a storage. */
export function useStorageContent({ cluster, node, storage }: StorageRef) {
  return useReading('proxmox', storagePath(cluster, node, storage, 'content'), {
    schema: storageContentSchema,
    everySeconds: 120,
  });
}
