import { useRouteRef } from '@backstage/frontend-plugin-api';
import { Link, Text } from '@backstage/ui';
import {
  formatBytesOf,
  HealthBadge,
  Meter,
  type SourceSnapshot,
} from '@reverb256/backstage-plugin-infra-react';
import {
  fullness,
  usedFraction,
  type ProxmoxInventory,
  type ProxmoxStorage,
} from '@reverb256/backstage-plugin-proxmox-common';
import { useMemo } from 'react';
import { PlainTable, type PlainColumn } from '../../parts';
import { storageRouteRef } from '../../routes';
import { storageStateOn } from '../../storages/storageRows';
import styles from './node.module.css';
import type { NodeRef } from './useNode';

function Use(props: { storage: ProxmoxStorage; isOld: boolean }) {
  const { storage, isOld } = props;
  const { use } = storage;
  return (
    <div className={styles.wear}>
      <Meter
        label={`Use of ${storage.storage}`}
        fraction={usedFraction(use)}
        limits={isOld ? undefined : fullness.storage}
        isCompact
      />
      {use && (
        <div className={styles.small}>
          {formatBytesOf(use.usedBytes, use.totalBytes)}
        </div>
      )}
    </div>
  );
}

/** The storages that a node has, as it sees them. */
export function NodeStorages(props: {
  of: NodeRef;
  source: SourceSnapshot<ProxmoxInventory>;
  inventory: ProxmoxInventory;
  /** Whether this is only what was last known. */
  isOld: boolean;
}) {
  const { of, source, inventory, isOld } = props;
  const storageHref = useRouteRef(storageRouteRef);
  const rows = useMemo(
    () =>
      Object.values(inventory.storages)
        .filter(({ node }) => node === of.node)
        .sort((a, b) => a.storage.localeCompare(b.storage, 'en')),
    [inventory.storages, of.node],
  );
  const columns = useMemo<PlainColumn<ProxmoxStorage>[]>(
    () => [
      {
        id: 'name',
        label: 'Storage',
        cell: ({ storage, node }) => {
          const href = storageHref?.({ cluster: of.cluster, node, storage });
          return href ? <Link href={href}>{storage}</Link> : storage;
        },
      },
      {
        id: 'use',
        label: 'Use',
        cell: storage => <Use storage={storage} isOld={isOld} />,
      },
      { id: 'type', label: 'Type', cell: ({ type }) => type ?? 'unknown' },
      {
        id: 'shared',
        label: 'Shared',
        cell: ({ shared }) => (shared ? 'shared' : 'local'),
      },
      {
        id: 'status',
        label: 'State',
        cell: storage => {
          const { health, word } = storageStateOn(storage, inventory, isOld);
          return <HealthBadge health={health}>{word}</HealthBadge>;
        },
      },
      {
        id: 'content',
        label: 'For',
        cell: ({ content }) => content.join(', ') || '–',
      },
    ],
    [inventory, isOld, of.cluster, storageHref],
  );
  const isUnknown = source.snapshot.gaps.some(
    ({ path }) => path === 'storages',
  );
  return (
    <section className={styles.stack} aria-labelledby="node-storages">
      <h2 id="node-storages" className={styles.heading}>
        Storages
      </h2>
      {rows.length > 0 ? (
        <PlainTable
          label="Storages of this node"
          columns={columns}
          rows={rows}
          keyOf={({ id }) => id}
        />
      ) : (
        <Text color="secondary">
          {isUnknown
            ? 'Which storages it has could not be read; why is said above.'
            : 'The cluster tells of no storage on this node.'}
        </Text>
      )}
    </section>
  );
}
