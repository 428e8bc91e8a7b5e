import { useRouteRef } from '@backstage/frontend-plugin-api';
import { SearchField, Text } from '@backstage/ui';
import {
  DataTable,
  FilterSelect,
  TableToolbar,
  useUrlFilters,
} from '@reverb256/backstage-plugin-infra-react';
import { useCallback, useMemo, useState } from 'react';
import { storageRouteRef } from '../routes';
import { KnownGrowths } from './KnownGrowths';
import { storageColumns } from './storageColumns';
import { storageFilter, type StorageRow } from './storageRows';

const filterKeys = ['q', 'cluster', 'node'] as const;

interface StoragesTableProps {
  /** Undefined while they are on the way. */
  rows: StorageRow[] | undefined;
  clusters: readonly { value: string; label: string }[];
  /** Whether there may be storages that could not be read. */
  isUnknown: boolean;
}

/** Storages that can be searched and sorted; each leads to its page. */
export function StoragesTable(props: StoragesTableProps) {
  const { rows, clusters, isUnknown } = props;
  const filters = useUrlFilters(filterKeys);
  const hasClusters = clusters.length > 1;
  const [growths] = useState(() => new KnownGrowths());
  const columns = useMemo(
    () => storageColumns({ hasClusters, growths }),
    [growths, hasClusters],
  );
  const filter = useMemo(() => storageFilter(filters.values), [filters.values]);
  const nodes = useMemo(() => {
    const names = new Set((rows ?? []).flatMap(row => [...row.views.keys()]));
    return [...names]
      .sort((a, b) => a.localeCompare(b, 'en', { numeric: true }))
      .map(name => ({ value: name, label: name }));
  }, [rows]);
  const storageHref = useRouteRef(storageRouteRef);
  const getHref = useCallback(
    ({ cluster, storage: { node, storage } }: StorageRow) =>
      storageHref?.({ cluster, node, storage }) ?? '',
    [storageHref],
  );
  return (
    <>
      <TableToolbar>
        <SearchField
          label="Search"
          placeholder="Name, node, type, content"
          value={filters.values.q}
          onChange={value => filters.set('q', value)}
        />
        {(hasClusters || filters.values.cluster !== '') && (
          <FilterSelect
            label="Cluster"
            all="All clusters"
            value={filters.values.cluster}
            options={clusters}
            onChange={value => filters.set('cluster', value)}
          />
        )}
        <FilterSelect
          label="Node"
          all="All nodes"
          value={filters.values.node}
          options={nodes}
          onChange={value => filters.set('node', value)}
        />
      </TableToolbar>
      <DataTable
        id="proxmox-storages"
        label="Storages"
        noun="storage"
        columns={columns}
        rows={rows}
        filter={filter}
        onClearFilter={filters.clear}
        defaultSort={{ column: 'name', direction: 'ascending' }}
        getHref={getHref}
        exportName="storages"
        emptyState={
          <Text color="secondary">
            {isUnknown
              ? 'Which storages there are could not be read; why is said above.'
              : 'No cluster has told of any storage.'}
          </Text>
        }
      />
    </>
  );
}
