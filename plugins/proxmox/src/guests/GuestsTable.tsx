import { useRouteRef } from '@backstage/frontend-plugin-api';
import { Text } from '@backstage/ui';
import {
  addTerm,
  DataTable,
  QueryChips,
  useUrlFilters,
} from '@reverb256/backstage-plugin-infra-react';
import { useCallback, useMemo, useRef, useState } from 'react';
import { guestRouteRef } from '../routes';
import { GuestBulkActions } from './GuestBulkActions';
import { guestColumns } from './guestColumns';
import { GuestMenu } from './GuestMenu';
import { useGuestOperations } from './GuestOperations';
import { guestFilter, parseGuestQuery } from './guestQuery';
import { guestQueryValues } from './guestQueryValues';
import type { GuestRow } from './guestRows';
import { GuestSearchProvider } from './GuestSearch';
import { GuestsToolbar } from './GuestsToolbar';

const filterKeys = ['q'] as const;

const BY_NAME = { column: 'name', direction: 'ascending' } as const;

const menuOf = (row: GuestRow) => <GuestMenu row={row} />;

const bulkOf = (rows: readonly GuestRow[]) => <GuestBulkActions rows={rows} />;

interface GuestsTableProps {
  /** Undefined while they are on the way. */
  rows: GuestRow[] | undefined;
  clusters: readonly { value: string; label: string }[];
  /** Whether there may be guests that could not be read. */
  isUnknown: boolean;
  /** Whether there are guests that the person may not see. */
  areSomeHidden: boolean;
}

/** Guests that can be searched, sorted, selected, and acted on. */
export function GuestsTable(props: GuestsTableProps) {
  const { rows, clusters, isUnknown, areSomeHidden } = props;
  const none = areSomeHidden
    ? 'There are no guests that you may see.'
    : 'There are no guests.';
  const { values, set, clear } = useUrlFilters(filterKeys);
  const text = values.q;
  const query = useMemo(() => parseGuestQuery(text), [text]);
  const filter = useMemo(() => guestFilter(query), [query]);
  const valuesOf = useMemo(() => guestQueryValues(rows ?? []), [rows]);
  const write = useCallback((next: string) => set('q', next), [set]);
  const narrow = useNarrow(text, write);
  const [ids, setIds] = useState<ReadonlySet<string>>(new Set());
  const { isOffered } = useGuestOperations();
  const hasClusters = clusters.length > 1;
  const columns = useMemo(() => guestColumns({ hasClusters }), [hasClusters]);
  return (
    <GuestSearchProvider value={narrow}>
      <GuestsToolbar
        query={text}
        onChange={write}
        valuesOf={valuesOf}
        clusters={clusters}
      />
      <QueryChips text={text} query={query} onChange={write} />
      <DataTable
        id="proxmox-guests"
        label="Guests"
        noun="guest"
        columns={columns}
        rows={rows}
        isPartial={isUnknown}
        filter={filter}
        onClearFilter={clear}
        defaultSort={BY_NAME}
        getHref={useGuestHref()}
        selection={isOffered ? { ids, onChange: setIds } : undefined}
        selectionActions={bulkOf}
        rowActions={isOffered ? menuOf : undefined}
        exportName="guests"
        emptyState={
          <Text color="secondary">
            {isUnknown
              ? 'No guests can be shown. Why is said above; it does not mean that there are none.'
              : none}
          </Text>
        }
      />
    </GuestSearchProvider>
  );
}

/** Adds to the search; the same function whatever it is, so that no row is rendered again for it. */
function useNarrow(text: string, write: (text: string) => void) {
  const latest = useRef(text);
  latest.current = text;
  return useCallback(
    (key: string, value: string) => write(addTerm(latest.current, key, value)),
    [write],
  );
}

/** Where the page of a guest is. */
function useGuestHref(): ((row: GuestRow) => string) | undefined {
  const path = useRouteRef(guestRouteRef);
  return useMemo(
    () =>
      path &&
      (({ cluster, guest }: GuestRow) =>
        path({ cluster, type: guest.type, vmid: guest.vmid })),
    [path],
  );
}
