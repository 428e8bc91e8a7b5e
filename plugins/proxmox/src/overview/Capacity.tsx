import { useRouteRef } from '@backstage/frontend-plugin-api';
import { Link } from '@backstage/ui';
import {
  formatBytes,
  formatCount,
  formatPercent,
  Meter,
} from '@reverb256/backstage-plugin-infra-react';
import {
  clusterCapacity,
  fullness,
  usedFraction,
  type ByteUse,
  type ProxmoxInventory,
  type Sum,
} from '@reverb256/backstage-plugin-proxmox-common';
import { storagesRouteRef } from '../routes';
import styles from './Capacity.module.css';

/** `2 of 3 nodes known`, where a sum leaves something out. */
function knownPart(sum: Sum<unknown>, things: string): string[] {
  return sum.known < sum.total
    ? [`${sum.known} of ${sum.total} ${things} known`]
    : [];
}

function byteDetail(sum: Sum<ByteUse>, things: string): string {
  const free = sum.use
    ? [
        `free ${formatBytes(
          Math.max(0, sum.use.totalBytes - sum.use.usedBytes),
        )} of ${formatBytes(sum.use.totalBytes)}`,
      ]
    : [];
  return [...free, ...knownPart(sum, things)].join(' · ');
}

interface CapacityProps {
  /** The name of the source. */
  cluster: string;
  inventory: ProxmoxInventory;
  areStoragesKnown: boolean;
}

/** How full a cluster is, and what is left of it. */
export function Capacity(props: CapacityProps) {
  const { cluster, inventory, areStoragesKnown } = props;
  const { cpu, memory, storage } = clusterCapacity(inventory);
  const path = useRouteRef(storagesRouteRef)?.();
  const cpuFree = cpu.use
    ? [
        `free ${formatPercent(
          Math.max(0, 1 - cpu.use.fraction),
        )} of ${formatCount(cpu.use.cores, 'thread')}`,
      ]
    : [];
  return (
    <div className={styles.capacity}>
      <Meter
        label="CPU"
        fraction={cpu.use?.fraction}
        detail={[...cpuFree, ...knownPart(cpu, 'nodes')].join(' · ')}
      />
      <Meter
        label="Memory"
        fraction={usedFraction(memory.use)}
        limits={fullness.memory}
        detail={byteDetail(memory, 'nodes')}
      />
      {(storage.total > 0 || !areStoragesKnown) && (
        <div>
          <Meter
            label="Storage"
            fraction={usedFraction(storage.use)}
            limits={fullness.storage}
            detail={byteDetail(storage, 'storages')}
          />
          {path !== undefined && (
            <Link
              href={`${path}?cluster=${encodeURIComponent(cluster)}`}
              variant="body-small"
            >
              {areStoragesKnown
                ? formatCount(storage.total, 'storage')
                : 'Storages'}
            </Link>
          )}
        </div>
      )}
    </div>
  );
}
