import { hashText } from '../../random.ts';
import type { Cluster } from '../cluster.ts';
import { isOnNode } from '../storage/use.ts';
import { nodeRanAt } from './past.ts';
import { noSuchFile, series, type Row } from './series.ts';

/** How full a storage was, seen from a node: nothing while that was off, or the storage not there. */
export function storageHistory(
  cluster: Cluster,
  nodeName: string,
  name: string,
  { timeframe, cf }: Record<string, string>,
): Row[] {
  const node = cluster.node(nodeName);
  const storage = cluster.inventory.storages.find(
    candidate => candidate.storage === name,
  );
  const key = `${nodeName}/${name}`;
  if (!node || !storage || !isOnNode(storage, nodeName)) {
    throw noSuchFile(cluster, 'storage', key);
  }
  const { pvestatd } = cluster;
  const gone = pvestatd.inactiveStorages.get(key) ?? Infinity;
  return series(cluster, {
    timeframe,
    cf,
    key: hashText(key),
    cost: 1,
    sample: time => {
      if (time < (storage.addedAt ?? -Infinity) || time >= gone) {
        return undefined;
      }
      if (!nodeRanAt(cluster, node, time)) return undefined;
      const { maxdisk, disk } = pvestatd.storageValues(storage, node, time);
      return { total: maxdisk, used: disk };
    },
  });
}
