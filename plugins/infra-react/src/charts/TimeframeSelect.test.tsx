import { render, screen } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { MemoryRouter, useLocation } from 'react-router-dom';
import { pollSecondsOf } from './timeframes';
import { TimeframeSelect, useTimeframe } from './TimeframeSelect';

function Chosen() {
  return (
    <output>
      {useTimeframe()} {useLocation().search}
    </output>
  );
}

const show = (search: string) =>
  render(
    <MemoryRouter initialEntries={[`/${search}`]}>
      <TimeframeSelect />
      <Chosen />
    </MemoryRouter>,
  );

it('keeps the choice in the address, beside what else is there', async () => {
  show('?part=disks');
  expect(screen.getByRole('status')).toHaveTextContent('hour ?part=disks');
  await userEvent.click(screen.getByRole('radio', { name: 'Week' }));
  expect(screen.getByRole('status')).toHaveTextContent(
    'week ?part=disks&timeframe=week',
  );
  await userEvent.click(screen.getByRole('radio', { name: 'Hour' }));
  expect(screen.getByRole('status')).toHaveTextContent('hour ?part=disks');
});

it('takes an hour for what it does not know', () => {
  show('?timeframe=decade');
  expect(screen.getByRole('radio', { name: 'Hour' })).toBeChecked();
});

it('asks often for a short time and seldom for a long one', () => {
  expect(pollSecondsOf('hour')).toBe(30);
  expect(pollSecondsOf('day')).toBe(288);
  expect(pollSecondsOf('year')).toBe(1_800);
});
