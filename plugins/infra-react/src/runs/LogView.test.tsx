import { render, act, screen } from '@testing-library/react';
import { LogView, type LogLine } from './LogView';

const lines = (count: number): LogLine[] =>
  Array.from({ length: count }, (_, i) => ({
    n: i + 1,
    at: '2026-11-24T06:11:09.000Z',
    text: `line ${i + 1}`,
  }));

beforeEach(() => {
  jest.useFakeTimers();
});
afterEach(() => {
  jest.useRealTimers();
});

it('says now and then how many lines are new, and never each', () => {
  const { rerender } = render(<LogView lines={lines(1)} isLive />);
  const status = screen.getByRole('status');
  act(() => jest.advanceTimersByTime(6_000));
  expect(status).toHaveTextContent('1 new line in the log. The last: line 1');

  rerender(<LogView lines={lines(2)} isLive />);
  rerender(<LogView lines={lines(40)} isLive />);
  act(() => jest.advanceTimersByTime(5_000));
  expect(status).toHaveTextContent('The last: line 1');
  act(() => jest.advanceTimersByTime(1_000));
  expect(status).toHaveTextContent(
    '39 new lines in the log. The last: line 40',
  );
  // The log itself is no live region.
  const log = screen.getByRole('region', { name: 'Log' });
  expect(log.closest('[aria-live], [role=status], [role=log]')).toBeNull();
});

it('tells a log without a line yet from one that stayed empty', () => {
  const { rerender } = render(<LogView lines={[]} isLive />);
  expect(screen.getByText('No lines yet.')).toBeVisible();
  rerender(<LogView lines={[]} isLive={false} />);
  expect(screen.getByText('Nothing was written.')).toBeVisible();
});

it('draws the end of a very long log, and says so', () => {
  render(<LogView lines={lines(1_200)} isLive />);
  expect(screen.getAllByRole('listitem')).toHaveLength(1_000);
  expect(screen.getByText('line 1200')).toBeInTheDocument();
  expect(screen.getByText('200 earlier lines left out here.')).toBeVisible();
});

it('leaves out the time where the log tells none', () => {
  render(<LogView lines={[{ n: 1, text: 'TASK OK' }]} isLive={false} />);
  expect(screen.getByRole('listitem')).toHaveTextContent(/^TASK OK$/);
});
