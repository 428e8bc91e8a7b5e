import { renderInTestApp } from '@backstage/frontend-test-utils';
import { fireEvent, screen } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { Disks, focus, names } from '../__testUtils__/Disks';

it('moves no row while somebody is at the rows, unless asked to', async () => {
  const user = userEvent.setup();
  const sizes = (...all: number[]) =>
    all.map((size, i) => ({ id: `d${i}`, name: `disk-${i}`, size }));
  renderInTestApp(
    <Disks
      rows={sizes(1, 2, 3)}
      later={[...sizes(3, 2, 1), { id: 'new', name: 'disk-new', size: 0 }]}
      defaultSort={{ column: 'size', direction: 'ascending' }}
    />,
  );
  const row = await screen.findByRole('row', { name: 'disk-1' });
  await user.hover(row);
  fireEvent.click(screen.getByRole('button', { name: 'later' }));
  expect(await screen.findByRole('row', { name: 'disk-new' })).toBeVisible();
  expect(names()).toEqual(['disk-0', 'disk-1', 'disk-2', 'disk-new']);
  fireEvent.click(screen.getByRole('button', { name: 'Sort again' }));
  expect(names()).toEqual(['disk-new', 'disk-2', 'disk-1', 'disk-0']);
  expect(screen.queryByRole('button', { name: 'Sort again' })).toBeNull();
});

it('sorts what has moved once nobody is at the rows', async () => {
  const user = userEvent.setup();
  renderInTestApp(
    <Disks
      rows={[
        { id: 'a', name: 'disk-a' },
        { id: 'b', name: 'disk-b' },
      ]}
      later={[
        { id: 'a', name: 'disk-z' },
        { id: 'b', name: 'disk-b' },
      ]}
    />,
  );
  focus(await screen.findByRole('row', { name: 'disk-b' }));
  fireEvent.click(screen.getByRole('button', { name: 'later' }));
  expect(names()).toEqual(['disk-z', 'disk-b']);
  await user.click(screen.getByLabelText('word'));
  expect(names()).toEqual(['disk-b', 'disk-z']);
});
