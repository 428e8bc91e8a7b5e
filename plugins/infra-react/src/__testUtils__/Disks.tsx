import { act, screen } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { useCallback, useState } from 'react';
import { useLocation } from 'react-router-dom';
import { DataTable, type DataColumn, type DataTableProps } from '../table';

/** A row of the table. */
export interface Disk {
  id: string;
  name: string;
  size?: number;
}

export const disks = (count: number): Disk[] =>
  Array.from({ length: count }, (_, i) => ({
    id: `d${i}`,
    name: `disk-${i}`,
    size: i === 3 ? undefined : (i * 7) % 10,
  }));

const columns: DataColumn<Disk>[] = [
  {
    id: 'name',
    label: 'Disk',
    cell: row => row.name,
    sortValue: row => row.name,
    minWidth: 100,
  },
  {
    id: 'size',
    label: 'Size',
    cell: row => row.size ?? 'unknown',
    sortValue: row => row.size,
    minWidth: 80,
  },
  { id: 'note', label: 'Note', cell: () => 'a note', minWidth: 80 },
];

function Address() {
  const { pathname, search } = useLocation();
  return <output aria-label="address">{pathname + search}</output>;
}

/** With a search as pages have one, and a selection. */
export function Disks(
  props: Partial<DataTableProps<Disk>> & { rows?: Disk[]; later?: Disk[] },
) {
  const { later, ...more } = props;
  const [isLater, setLater] = useState(false);
  const [word, setWord] = useState('');
  const [ids, setIds] = useState<ReadonlySet<string>>(new Set());
  const filter = useCallback((row: Disk) => row.name.includes(word), [word]);
  return (
    <>
      <Address />
      <input
        aria-label="word"
        value={word}
        onChange={event => setWord(event.target.value)}
      />
      <button type="button" onClick={() => setLater(true)}>
        later
      </button>
      <DataTable
        id="disks"
        label="Disks"
        noun="disk"
        columns={columns}
        filter={filter}
        onClearFilter={() => setWord('')}
        defaultSort={{ column: 'name', direction: 'ascending' }}
        selection={{ ids, onChange: setIds }}
        selectionActions={rows => <b>{rows.map(r => r.name).join(' ')}</b>}
        emptyState="There are no disks."
        {...more}
        rows={isLater ? later : props.rows}
      />
    </>
  );
}

export const names = () =>
  screen.getAllByRole('rowheader').map(cell => cell.textContent);
export const press = (name: string | RegExp) =>
  userEvent.click(screen.getByRole('button', { name }));
export const focus = (element: HTMLElement) => act(() => element.focus());
