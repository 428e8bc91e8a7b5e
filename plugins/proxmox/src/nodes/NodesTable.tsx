import {
  SearchField,
  Table,
  Text,
  useBreakpoint,
  useTable,
  type SortDescriptor,
} from '@backstage/ui';
import {
  FilterSelect,
  useUrlFilters,
} from '@reverb256/backstage-plugin-infra-react';
import { useMemo } from 'react';
import { EmptyTable } from '../EmptyTable';
import { orderBy } from '../table';
import styles from '../table/TablePage.module.css';
import { nodeColumns } from './nodeColumns';
import { filterNodeRows, nodeSortValues, type NodeRow } from './nodeRows';

const filterKeys = ['q', 'cluster'] as const;

const sortRows = (rows: NodeRow[], { column, direction }: SortDescriptor) =>
  orderBy(rows, nodeSortValues[column], direction);

interface NodesTableProps {
  /** Undefined while they are on the way. */
  rows: NodeRow[] | undefined;
  clusters: readonly { value: string; label: string }[];
}

/** Nodes that can be searched and sorted. */
export function NodesTable({ rows, clusters }: NodesTableProps) {
  const filters = useUrlFilters(filterKeys);
  const { up } = useBreakpoint();
  const hasClusters = clusters.length > 1;
  const columns = useMemo(
    () => nodeColumns({ hasClusters, isAtLeast: up }),
    [hasClusters, up],
  );
  const { tableProps } = useTable<NodeRow, typeof filters.values>({
    mode: 'complete',
    data: rows,
    initialSort: { column: 'name', direction: 'ascending' },
    sortFn: sortRows,
    filter: filters.values,
    filterFn: filterNodeRows,
    paginationOptions: { pageSize: 50, pageSizeOptions: [25, 50, 100] },
  });
  return (
    <>
      <div className={styles.toolbar}>
        <SearchField
          className={styles.search}
          label="Search"
          placeholder="Name, address, status"
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
      </div>
      <div className={styles.table}>
        <Table
          {...tableProps}
          columnConfig={columns}
          emptyState={
            <EmptyTable
              things="nodes"
              isFiltered={filters.isFiltered && (rows?.length ?? 0) > 0}
              onClear={filters.clear}
            >
              <Text color="secondary">
                No cluster has told of any node. What could not be read is said
                above.
              </Text>
            </EmptyTable>
          }
        />
      </div>
    </>
  );
}
