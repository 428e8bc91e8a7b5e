import { ClusterCard } from '../overview/ClusterCard';
import { useProxmoxSnapshots } from '../api';

/** A cluster as the overview shows it. */
export function ClusterSummary({ cluster }: { cluster: string }) {
  const inventories = useProxmoxSnapshots('inventory');
  const versions = useProxmoxSnapshots('versions');
  const { sources, answeredAt, problem } = inventories;
  const source = sources?.find(each => each.snapshot.source === cluster);
  if (!source || !answeredAt) return null;
  return (
    <ClusterCard
      source={source}
      versions={versions.sources?.find(
        each => each.snapshot.source === cluster,
      )}
      answeredAt={answeredAt}
      portal={problem}
    />
  );
}
