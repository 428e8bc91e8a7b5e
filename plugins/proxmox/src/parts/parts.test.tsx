import { render, screen } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { MemoryRouter, useLocation } from 'react-router-dom';
import { Facts } from './Facts';
import { PartTabs } from './PartTabs';
import { PlainTable } from './PlainTable';

it('leaves out facts that are not known, and keeps those that are none', () => {
  render(
    <Facts
      facts={[
        { name: 'Lock', value: undefined },
        { name: 'Tags', value: 'none' },
      ]}
    />,
  );
  expect(screen.queryByText('Lock')).toBeNull();
  expect(screen.getByRole('definition')).toHaveTextContent('none');
});

it('names rows by their first column', () => {
  render(
    <PlainTable
      label="Disks"
      columns={[
        { id: 'key', label: 'Disk', cell: row => row.key },
        { id: 'size', label: 'Size', cell: row => row.size, isNumber: true },
      ]}
      rows={[{ key: 'scsi0', size: '32 GiB' }]}
      keyOf={row => row.key}
    />,
  );
  expect(screen.getByRole('rowheader', { name: 'scsi0' })).toBeInTheDocument();
  expect(screen.getByRole('cell', { name: '32 GiB' })).toBeInTheDocument();
});

function Address() {
  return <output>{useLocation().search}</output>;
}

const parts = [
  { id: 'summary', title: 'Summary', content: <p>all is well</p> },
  { id: 'disks', title: 'Disks', content: <p>two disks</p> },
];

const show = (search: string) =>
  render(
    <MemoryRouter initialEntries={[`/${search}`]}>
      <PartTabs label="Parts of web" parts={parts} />
      <Address />
    </MemoryRouter>,
  );

it('opens the part that the address names, and renders no other', () => {
  show('?part=disks');
  expect(screen.getByText('two disks')).toBeVisible();
  expect(screen.queryByText('all is well')).toBeNull();
});

it('keeps the open part in the address, beside what else is there', async () => {
  show('?timeframe=day&part=nothing');
  expect(screen.getByText('all is well')).toBeVisible();
  await userEvent.click(screen.getByRole('tab', { name: 'Disks' }));
  expect(screen.getByRole('status')).toHaveTextContent(
    '?timeframe=day&part=disks',
  );
  expect(screen.getByText('two disks')).toBeVisible();
  await userEvent.click(screen.getByRole('tab', { name: 'Summary' }));
  expect(screen.getByRole('status')).toHaveTextContent('?timeframe=day');
});
