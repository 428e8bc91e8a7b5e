import {
  Table,
  Text,
  useBreakpoint,
  useTable,
  type SortDescriptor,
} from '@backstage/ui';
import { useUrlFilters } from '@reverb256/backstage-plugin-infra-react';
import { useMemo } from 'react';
import { EmptyTable } from '../EmptyTable';
import { orderBy } from '../table';
import styles from '../table/TablePage.module.css';
import { useGuestOperations } from './GuestOperations';
import { guestColumns } from './guestColumns';
import {
  filterGuestRows,
  guestFilterKeys,
  nodeOptions,
  type GuestFilters,
} from './guestFilters';
import { guestSortValues, type GuestRow } from './guestRows';
import { GuestsToolbar } from './GuestsToolbar';

/** So many rows are rendered at once, of however many there are. */
const PAGE_SIZE = 50;

/** Typing waits this long for the rows to follow, in milliseconds. */
const SEARCH_DELAY_MS = 150;

const sortRows = (rows: GuestRow[], { column, direction }: SortDescriptor) =>
  orderBy(rows, guestSortValues[column], direction);

interface GuestsTableProps {
  /** Undefined while they are on the way. */
  rows: GuestRow[] | undefined;
  clusters: readonly { value: string; label: string }[];
  /** Whether there may be guests that could not be read. */
  isUnknown: boolean;
}

/** Guests that can be searched, filtered and sorted. */
export function GuestsTable(props: GuestsTableProps) {
  const { rows, clusters, isUnknown } = props;
  const filters = useUrlFilters(guestFilterKeys);
  const { up } = useBreakpoint();
  const hasClusters = clusters.length > 1;
  const hasActions = useGuestOperations().isOffered;
  const columns = useMemo(
    () => guestColumns({ hasClusters, hasActions, isAtLeast: up }),
    [hasActions, hasClusters, up],
  );
  const nodes = useMemo(() => nodeOptions(rows ?? []), [rows]);
  const { tableProps } = useTable<GuestRow, GuestFilters>({
    mode: 'complete',
    data: rows,
    initialSort: { column: 'name', direction: 'ascending' },
    sortFn: sortRows,
    filter: filters.values,
    filterFn: filterGuestRows,
    filterDebounceMs: SEARCH_DELAY_MS,
    paginationOptions: {
      pageSize: PAGE_SIZE,
      pageSizeOptions: [25, PAGE_SIZE, 100],
    },
  });
  return (
    <>
      <GuestsToolbar filters={filters} clusters={clusters} nodes={nodes} />
      <div className={styles.table}>
        <Table
          {...tableProps}
          columnConfig={columns}
          emptyState={
            <EmptyTable
              things="guests"
              isFiltered={filters.isFiltered && (rows?.length ?? 0) > 0}
              onClear={filters.clear}
            >
              <Text color="secondary">
                {isUnknown
                  ? 'No guests can be shown. Why is said above; it does not mean that there are none.'
                  : 'There are no guests.'}
              </Text>
            </EmptyTable>
          }
        />
      </div>
    </>
  );
}
