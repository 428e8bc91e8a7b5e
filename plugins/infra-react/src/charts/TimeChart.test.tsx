import { render, screen, within } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { TimeChart } from './TimeChart';

const GiB = 1024 ** 3;

const memory = (
  <TimeChart
    title="Memory"
    from="2026-11-24T06:00:00.000Z"
    stepSeconds={60}
    unit="bytes"
    series={[
      { label: 'Used', values: [4 * GiB, null, 6 * GiB, 5 * GiB, null] },
      { label: 'Swap' },
    ]}
    maximum={{ label: 'Total', values: 8 * GiB }}
  />
);

const chart = () => screen.getByRole('figure', { name: 'Memory' });

it('says in the legend what was last known of each line', async () => {
  render(memory);
  await within(chart()).findByRole('application');
  expect(
    within(chart())
      .getAllByRole('listitem')
      .map(item => item.textContent),
  ).toEqual(['Used 5 GiB', 'Swap not known', 'Total 8 GiB']);
});

it('says when the last value was, where that is long ago', () => {
  render(
    <TimeChart
      title="Memory"
      from="2026-11-24T06:00:00.000Z"
      stepSeconds={60}
      unit="bytes"
      series={[{ label: 'Used', values: [4 * GiB, ...Array(4).fill(null)] }]}
    />,
  );
  expect(within(chart()).getByRole('listitem')).toHaveTextContent(
    'Used 4 GiB at 2026-11-24 06:00 UTC',
  );
});

it('draws a gap where nothing is known, and says in words what it shows', async () => {
  render(memory);
  const plot = await within(chart()).findByRole('application');
  expect(plot).toHaveAccessibleName(
    'Memory. Used: last 5 GiB, between 4 GiB and 6 GiB. Swap: not known. The left and right arrow keys read the values.',
  );
  const line = chart().querySelector('.recharts-area-curve');
  // A line that went on across the gap would have one start only.
  expect(line?.getAttribute('d')?.match(/M/g)).toHaveLength(2);
});

it('reads a value at a time by the arrow keys', async () => {
  render(memory);
  const plot = await within(chart()).findByRole('application');
  await userEvent.tab();
  expect(plot).toHaveFocus();
  const status = await within(chart()).findByRole('status');
  expect(status).toHaveTextContent('2026-11-24 06:00 UTC');
  expect(status).toHaveTextContent('Used 4 GiB');
  await userEvent.keyboard('{ArrowRight}');
  expect(
    await within(chart()).findByText('2026-11-24 06:01 UTC'),
  ).toBeVisible();
  expect(within(chart()).getByRole('status')).toHaveTextContent(
    'Used not known',
  );
});

it('has all of it as a table, the newest first', async () => {
  render(memory);
  await within(chart()).findByRole('application');
  await userEvent.click(within(chart()).getByText('Values'));
  const table = await within(chart()).findByRole('table');
  expect(
    within(table)
      .getAllByRole('row')
      .map(row => row.textContent),
  ).toEqual([
    'TimeUsedSwapTotal',
    '2026-11-24 06:04 UTCnot knownnot known8 GiB',
    '2026-11-24 06:03 UTC5 GiBnot known8 GiB',
    '2026-11-24 06:02 UTC6 GiBnot known8 GiB',
    '2026-11-24 06:01 UTCnot knownnot known8 GiB',
    '2026-11-24 06:00 UTC4 GiBnot known8 GiB',
  ]);
});

it('says that nothing is known rather than draw nothing', () => {
  render(
    <TimeChart
      title="Memory"
      from="2026-11-24T06:00:00.000Z"
      stepSeconds={60}
      unit="bytes"
      series={[{ label: 'Used', values: [null, null] }]}
    />,
  );
  expect(
    within(chart()).getByText('No values of this time are known.'),
  ).toBeInTheDocument();
});
