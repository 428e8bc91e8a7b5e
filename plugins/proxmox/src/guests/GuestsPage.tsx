import { useMemo } from 'react';
import { Navigate, useSearchParams } from 'react-router-dom';
import { useProxmoxSnapshots } from '../api';
import {
  InventoryTablePage,
  isPartUnknown,
  type InventoryTableProps,
} from '../table';
import { GuestOperations } from './GuestOperations';
import { renewSearch } from './guestQuery';
import { guestAddresses, guestRows } from './guestRows';
import { GuestsTable } from './GuestsTable';

/** The guests of all clusters in one table. */
export function GuestsPage() {
  const [params] = useSearchParams();
  const renewed = renewSearch(params);
  if (renewed !== undefined) return <Navigate to={renewed} replace />;
  return <InventoryTablePage table={Guests} />;
}

function Guests(props: InventoryTableProps) {
  const { sources, answeredAt, portal, clusters, isLoading } = props;
  const told = useProxmoxSnapshots('addresses').sources;
  const addresses = useMemo(() => guestAddresses(told ?? []), [told]);
  const rows = useMemo(
    () => guestRows(sources, answeredAt, portal, addresses),
    [sources, answeredAt, portal, addresses],
  );
  return (
    <GuestOperations sources={sources}>
      <GuestsTable
        rows={rows.length === 0 && isLoading ? undefined : rows}
        clusters={clusters}
        isUnknown={isPartUnknown(sources, 'guests')}
        areSomeHidden={sources.some(
          ({ snapshot }) => snapshot.data?.guestsPartial,
        )}
      />
    </GuestOperations>
  );
}
