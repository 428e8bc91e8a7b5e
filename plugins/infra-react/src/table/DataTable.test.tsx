import { renderInTestApp } from '@backstage/frontend-test-utils';
import { screen, waitFor, within } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { Disks, disks, focus, names, press } from '../__testUtils__/Disks';

const count = () =>
  screen
    .getAllByRole('status')
    .map(each => each.textContent)
    .find(text => /disks?$/.test(text ?? ''));

it('renders what is in view of many, and tells how many there are', async () => {
  renderInTestApp(<Disks rows={disks(15_000)} />);
  const grid = await screen.findByRole('grid', { name: 'Disks' });
  expect(grid).toHaveAttribute('aria-rowcount', '15001');
  expect(within(grid).getAllByRole('rowheader').length).toBeLessThan(60);
  expect(names().slice(0, 3)).toEqual(['disk-0', 'disk-1', 'disk-2']);
  expect(count()).toBe('15,000 disks');
  expect(screen.getByRole('row', { name: 'disk-1' })).toHaveAttribute(
    'aria-rowindex',
    '3',
  );
});

it('filters, and offers to stop that where nothing is left', async () => {
  renderInTestApp(<Disks rows={disks(200)} />);
  await userEvent.type(await screen.findByLabelText('word'), 'disk-19');
  await waitFor(() => expect(count()).toBe('11 of 200 disks'));
  await userEvent.type(screen.getByLabelText('word'), 'x');
  expect(
    await screen.findByText('No disks match the search and the filters.'),
  ).toBeInTheDocument();
  await press('Clear all filters');
  await waitFor(() => expect(count()).toBe('200 disks'));
});

it('tells rows on the way from none', async () => {
  renderInTestApp(<Disks later={[]} />);
  expect(await screen.findByText('Loading the disks')).toBeInTheDocument();
  expect(screen.queryByText('There are no disks.')).toBeNull();
  await press('later');
  expect(await screen.findByText('There are no disks.')).toBeInTheDocument();
});

it('sorts by its headings, keeps that in the address, and puts the unknown last', async () => {
  renderInTestApp(<Disks rows={disks(5)} />);
  const heading = () => screen.getByRole('columnheader', { name: 'Size' });
  await screen.findByRole('row', { name: 'disk-1' });
  await press('Size');
  // 0, 4, 7 and 8; nobody knows the size of the fourth.
  expect(names()).toEqual(['disk-0', 'disk-2', 'disk-1', 'disk-4', 'disk-3']);
  expect(heading()).toHaveAttribute('aria-sort', 'ascending');
  expect(screen.getByLabelText('address')).toHaveTextContent('/?sort=size');
  await press('Size');
  expect(names().at(-1)).toBe('disk-3');
  expect(screen.getByLabelText('address')).toHaveTextContent('/?sort=-size');
  expect(screen.queryByRole('button', { name: 'Note' })).toBeNull();
  await press('Disk');
  expect(screen.getByLabelText('address')).toHaveTextContent(/^\/$/);
});

it('starts from the order in the address', async () => {
  renderInTestApp(<Disks rows={disks(5)} />, {
    initialRouteEntries: ['/?sort=-name'],
  });
  await screen.findByRole('row', { name: 'disk-1' });
  expect(names()[0]).toBe('disk-4');
});

it('selects all that pass the filter, and says what is hidden', async () => {
  renderInTestApp(<Disks rows={disks(200)} />);
  await userEvent.type(await screen.findByLabelText('word'), 'disk-19');
  await userEvent.click(
    await screen.findByRole('checkbox', { name: 'Select all 11 disks' }),
  );
  expect(screen.getByText('11 disks selected')).toBeInTheDocument();
  await userEvent.clear(screen.getByLabelText('word'));
  await userEvent.type(screen.getByLabelText('word'), 'disk-190');
  expect(
    await screen.findByText(
      '11 disks selected, 10 of them hidden by the filter',
    ),
  ).toBeInTheDocument();
  await press('Clear selection');
  expect(screen.queryByText(/selected/)).toBeNull();
});

it('keeps the selection with its rows when others come and go', async () => {
  renderInTestApp(<Disks rows={disks(5)} later={disks(4).slice(1)} />);
  const box = (name: string) =>
    within(screen.getByRole('row', { name })).getByRole('checkbox');
  await screen.findByRole('row', { name: 'disk-2' });
  await userEvent.click(box('disk-2'));
  await userEvent.click(box('disk-4'));
  expect(screen.getByText('disk-2 disk-4')).toBeInTheDocument();
  await press('later');
  expect(await screen.findByText('1 disk selected')).toBeInTheDocument();
  expect(box('disk-2')).toBeChecked();
  expect(screen.getByRole('row', { name: 'disk-1' })).toHaveAttribute(
    'aria-selected',
    'false',
  );
});

it('is one stop of the keyboard, moves by arrows, and selects ranges', async () => {
  const user = userEvent.setup();
  renderInTestApp(
    <>
      <Disks rows={disks(500)} />
      <button type="button">behind</button>
    </>,
  );
  const row = (name: string) => screen.findByRole('row', { name });
  focus(await row('disk-0'));
  await user.keyboard('{ArrowDown}{ArrowDown} ');
  expect(await row('disk-2')).toHaveFocus();
  expect(await row('disk-2')).toHaveAttribute('aria-selected', 'true');
  await user.keyboard('{ArrowDown}{ArrowDown}{Shift>} {/Shift}');
  expect(screen.getByText('disk-2 disk-3 disk-4')).toBeInTheDocument();
  await user.keyboard('{ArrowRight}');
  expect(within(await row('disk-4')).getByRole('checkbox')).toHaveFocus();
  await user.tab();
  expect(screen.getByRole('button', { name: 'behind' })).toHaveFocus();
  focus(await row('disk-4'));
  await user.tab({ shift: true });
  expect(screen.getByRole('button', { name: 'Size' })).toHaveFocus();
  focus(await row('disk-4'));
  await user.keyboard('{End}');
  expect(await row('disk-499')).toHaveFocus();
  await user.keyboard('{Escape}');
  expect(screen.queryByText(/selected/)).toBeNull();
  await user.keyboard('{Control>}a{/Control}');
  expect(screen.getByText('500 disks selected')).toBeInTheDocument();
});

it('leads to a page of the row, by link, by key and by a click anywhere in it', async () => {
  const user = userEvent.setup();
  renderInTestApp(
    <Disks rows={disks(3)} getHref={row => `/disks/${row.id}`} />,
  );
  const row = await screen.findByRole('row', { name: 'disk-1' });
  expect(within(row).getByRole('link', { name: 'disk-1' })).toHaveAttribute(
    'href',
    '/disks/d1',
  );
  await user.click(within(row).getByText('a note'));
  expect(screen.getByLabelText('address')).toHaveTextContent('/disks/d1');
});

it('follows no link where one misses the box', async () => {
  const user = userEvent.setup();
  renderInTestApp(
    <Disks rows={disks(3)} getHref={row => `/disks/${row.id}`} />,
  );
  const row = await screen.findByRole('row', { name: 'disk-1' });
  const box = within(row).getByRole('checkbox', { name: 'Select disk-1' });
  await user.click(box.closest('[role="gridcell"]')!);
  expect(screen.getByLabelText('address')).toHaveTextContent(/^\/$/);
});

it('opens a row where it leads nowhere', async () => {
  const user = userEvent.setup();
  const onOpen = jest.fn();
  renderInTestApp(<Disks rows={disks(3)} onOpen={onOpen} />);
  focus(await screen.findByRole('row', { name: 'disk-1' }));
  await user.keyboard('{Enter}');
  expect(onOpen).toHaveBeenCalledWith(expect.objectContaining({ id: 'd1' }));
});

it('lets a person choose the columns, and go back to those that fit', async () => {
  const user = userEvent.setup();
  renderInTestApp(<Disks rows={disks(3)} />);
  await screen.findByRole('row', { name: 'disk-1' });
  await press('Columns');
  await user.click(await screen.findByRole('option', { name: 'Note' }));
  await user.keyboard('{Escape}');
  await waitFor(() =>
    expect(screen.queryByRole('columnheader', { name: 'Note' })).toBeNull(),
  );
  await press('Columns');
  await user.click(
    await screen.findByRole('option', { name: 'As many as fit' }),
  );
  await user.keyboard('{Escape}');
  expect(
    await screen.findByRole('columnheader', { name: 'Note' }),
  ).toBeInTheDocument();
});
