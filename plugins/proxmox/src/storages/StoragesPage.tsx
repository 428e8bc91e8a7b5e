import { useMemo } from 'react';
import {
  InventoryTablePage,
  isPartUnknown,
  type InventoryTableProps,
} from '../table';
import { storageRows } from './storageRows';
import { StoragesTable } from './StoragesTable';

/** The storages of all clusters in one table. */
export const StoragesPage = () => <InventoryTablePage table={Storages} />;

function Storages(props: InventoryTableProps) {
  const { sources, answeredAt, portal, clusters, isLoading } = props;
  const rows = useMemo(
    () => storageRows(sources, answeredAt, portal),
    [sources, answeredAt, portal],
  );
  return (
    <StoragesTable
      rows={rows.length === 0 && isLoading ? undefined : rows}
      clusters={clusters}
      isUnknown={isPartUnknown(sources, 'storages')}
    />
  );
}
