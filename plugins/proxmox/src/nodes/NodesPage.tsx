import { useMemo } from 'react';
import { useProxmoxSnapshots } from '../api';
import { InventoryTablePage, type InventoryTableProps } from '../table';
import { nodeRows } from './nodeRows';
import { NodesTable } from './NodesTable';

/** The nodes of all clusters in one table. */
export const NodesPage = () => <InventoryTablePage table={Nodes} />;

function Nodes(props: InventoryTableProps) {
  const { sources, answeredAt, portal, clusters, isLoading } = props;
  const versions = useProxmoxSnapshots('versions').sources;
  const facts = useProxmoxSnapshots('node-facts').sources;
  const certificates = useProxmoxSnapshots('certificates').sources;
  const tasks = useProxmoxSnapshots('tasks').sources;
  const rows = useMemo(
    () =>
      nodeRows({
        sources,
        versions,
        facts,
        certificates,
        tasks,
        answeredAt,
        portal,
      }),
    [sources, versions, facts, certificates, tasks, answeredAt, portal],
  );
  return (
    <NodesTable
      rows={rows.length === 0 && isLoading ? undefined : rows}
      clusters={clusters}
    />
  );
}
