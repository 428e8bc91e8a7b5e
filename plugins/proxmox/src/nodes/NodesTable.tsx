import { useRouteRef } from '@backstage/frontend-plugin-api';
import { SearchField, Text } from '@backstage/ui';
import {
  DataTable,
  FilterSelect,
  TableToolbar,
  useUrlFilters,
} from '@reverb256/backstage-plugin-infra-react';
import { useCallback, useMemo } from 'react';
import { nodeRouteRef } from '../routes';
import { nodeColumns } from './nodeColumns';
import { nodeFilter, type NodeRow } from './nodeRows';

const filterKeys = ['q', 'cluster'] as const;

interface NodesTableProps {
  /** Undefined while they are on the way. */
  rows: NodeRow[] | undefined;
  clusters: readonly { value: string; label: string }[];
}

/** Nodes that can be searched and sorted; each leads to its page. */
export function NodesTable({ rows, clusters }: NodesTableProps) {
  const filters = useUrlFilters(filterKeys);
  const hasClusters = clusters.length > 1;
  const filter = useMemo(() => nodeFilter(filters.values), [filters.values]);
  const nodeHref = useRouteRef(nodeRouteRef);
  const getHref = useCallback(
    ({ cluster, node }: NodeRow) =>
      nodeHref?.({ cluster, node: node.name }) ?? '',
    [nodeHref],
  );
  return (
    <>
      <TableToolbar>
        <SearchField
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
      </TableToolbar>
      <DataTable
        id="proxmox-nodes"
        label="Nodes"
        noun="node"
        columns={hasClusters ? nodeColumns.ofMany : nodeColumns.ofOneCluster}
        rows={rows}
        filter={filter}
        onClearFilter={filters.clear}
        defaultSort={{ column: 'name', direction: 'ascending' }}
        getHref={getHref}
        exportName="nodes"
        emptyState={
          <Text color="secondary">
            No cluster has told of any node. What could not be read is said
            above.
          </Text>
        }
      />
    </>
  );
}
