import { renderInTestApp } from '@backstage/frontend-test-utils';
import { screen, act } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { Age } from './Age';
import { HealthBadge } from './HealthBadge';
import { HealthReasons } from './HealthReasons';
import { Meter } from './Meter';

describe('Meter', () => {
  const limits = { warning: 0.85, critical: 0.95 };

  it.each([
    [0.5, 'normal', '50%'],
    [0.85, 'warning', '85%'],
    [0.97, 'critical', '97%'],
    [0, 'normal', '0%'],
  ])('measures %d as %s', async (fraction, level, text) => {
    renderInTestApp(
      <Meter
        label="Memory"
        fraction={fraction}
        limits={limits}
        detail="free 4 GiB"
      />,
    );
    const meter = await screen.findByRole('meter', { name: 'Memory' });
    expect(meter).toHaveAttribute('aria-valuenow', `${fraction * 100}`);
    expect(meter).toHaveAttribute('aria-valuetext', `${text}, free 4 GiB`);
    expect(meter.parentElement).toHaveAttribute('data-level', level);
    expect(screen.getByText(text)).toBeInTheDocument();
  });

  it('never draws what is not known as empty', async () => {
    renderInTestApp(<Meter label="CPU" fraction={undefined} isCompact />);
    const picture = await screen.findByRole('img', { name: 'CPU: unknown' });
    expect(picture).toBeEmptyDOMElement();
    expect(picture.parentElement).toHaveAttribute('data-level', 'unknown');
    expect(screen.queryByRole('meter')).not.toBeInTheDocument();
    expect(screen.getByText('unknown')).toBeInTheDocument();
  });
});

it.each([
  ['ok', 'Healthy'],
  ['unknown', 'Unknown'],
  ['warning', 'Warning'],
  ['critical', 'Critical'],
] as const)('says %s by a word and an icon', async (health, word) => {
  const { container } = renderInTestApp(<HealthBadge health={health} />);
  expect(await screen.findByText(word)).toBeInTheDocument();
  expect(container.querySelector('[data-health] svg')).toBeInTheDocument();
});

describe('Age', () => {
  it('shows the exact time in UTC to the keyboard', async () => {
    const at = new Date(Date.now() - 190_000).toISOString();
    renderInTestApp(<Age at={at} />);
    expect(await screen.findByText('3 min ago')).toHaveAttribute(
      'datetime',
      at,
    );
    await userEvent.tab();
    while (document.activeElement?.querySelector('time') === null) {
      await userEvent.tab();
    }
    expect(await screen.findByRole('tooltip')).toHaveTextContent(
      `${at.slice(0, 19).replace('T', ' ')} UTC`,
    );
  });

  it('ticks without announcing anything', async () => {
    jest.useFakeTimers();
    try {
      const at = new Date(Date.now() - 10_000).toISOString();
      renderInTestApp(<Age at={at} isPlain />);
      await act(() => jest.advanceTimersByTimeAsync(500));
      const first = screen.getByText(/s ago$/);
      const before = first.textContent;
      await act(() => jest.advanceTimersByTimeAsync(3_000));
      expect(first.textContent).not.toBe(before);
      expect(first.closest('[aria-live], [role=status]')).toBeNull();
    } finally {
      jest.useRealTimers();
    }
  });
});

describe('HealthReasons', () => {
  const offline = (n: number) => ({
    code: 'node-offline',
    health: 'critical' as const,
    message: `Node n${n} is offline`,
  });

  it('shows few as they are', async () => {
    renderInTestApp(<HealthReasons reasons={[offline(1), offline(2)]} />);
    expect(await screen.findByText('Node n1 is offline')).toBeInTheDocument();
    expect(screen.getByText('Node n2 is offline')).toBeInTheDocument();
    expect(screen.queryByRole('button')).not.toBeInTheDocument();
    expect(screen.queryByRole('link')).not.toBeInTheDocument();
  });

  it('counts many of a kind, and shows all on demand', async () => {
    const reasons = [
      ...Array.from({ length: 12 }, (_, i) => offline(i)),
      { code: 'x', health: 'warning' as const, message: 'Another thing' },
    ];
    renderInTestApp(<HealthReasons reasons={reasons} />);
    expect(await screen.findByText('and 11 more')).toBeInTheDocument();
    expect(screen.getByText('Another thing')).toBeInTheDocument();
    expect(screen.queryByText('Node n5 is offline')).not.toBeInTheDocument();

    await userEvent.click(screen.getByRole('button', { name: 'Show all 13' }));
    expect(screen.getByText('Node n5 is offline')).toBeInTheDocument();
    await userEvent.click(screen.getByRole('button', { name: 'Show fewer' }));
    expect(screen.queryByText('Node n5 is offline')).not.toBeInTheDocument();
  });
});
