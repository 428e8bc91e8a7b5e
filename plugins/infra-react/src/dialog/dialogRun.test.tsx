import { screen, waitFor } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { openDialog, press } from '../__testUtils__/actionDialog';
import { FakeActions, run } from '../__testUtils__/FakeActions';

it.each([
  [
    run({
      state: 'failed',
      error: { kind: 'task', message: 'exit code 255: the disk is full.' },
    }),
    'Shut down guest web: it was taken on, and then failed',
    'exit code 255: the disk is full.',
  ],
  [
    run({
      state: 'failed',
      error: {
        kind: 'forbidden',
        message: 'The token may not.',
        missing: ['VM.PowerMgmt on /vms/100'],
      },
    }),
    'Shut down guest web: the portal’s credentials may not do this',
    'VM.PowerMgmt on /vms/100',
  ],
  [
    run({
      state: 'failed',
      sentAt: '2026-11-24T06:11:09.000Z',
      error: { kind: 'timeout', message: 'Nothing in 20 s.' },
    }),
    'Shut down guest web: it did not answer in time',
    /Look at web itself before trying again\./,
  ],
  [run({ state: 'cancelled' }), 'Shut down guest web: cancelled', 'Close'],
  [
    run({
      state: 'unknown',
      error: { kind: 'unreachable', message: 'The node is away.' },
    }),
    'Shut down guest web: nobody could find out how it ended',
    'The node is away.',
  ],
])('tells each end from the others: %#', async (ended, title, words) => {
  const backend = new FakeActions();
  await openDialog(backend);
  await screen.findByText('What will happen');
  backend.run = ended;
  await press('Shut down');
  expect(await screen.findByText(title)).toBeInTheDocument();
  expect(screen.getByText(words)).toBeInTheDocument();
});

it('keeps what is known of a run when the portal falls silent', async () => {
  const backend = new FakeActions();
  backend.lines = ['waiting'];
  await openDialog(backend);
  await screen.findByText('What will happen');
  await press('Shut down');
  await screen.findByText('waiting');
  backend.isDown = true;
  expect(
    await screen.findByText(/The run goes on by itself/),
  ).toBeInTheDocument();
  expect(screen.getByText('waiting')).toBeInTheDocument();
});

it('cancels where that can be, and says when it cannot', async () => {
  const backend = new FakeActions();
  backend.run = run({ cancellable: true });
  backend.cancelled = { status: 403, message: 'Not yours to cancel.' };
  await openDialog(backend);
  await screen.findByText('What will happen');
  await press('Shut down');
  await userEvent.click(
    await screen.findByRole('button', { name: 'Cancel this run' }),
  );
  expect(await screen.findByText('Not yours to cancel.')).toBeInTheDocument();
  backend.cancelled = run({ cancellable: true });
  await press('Cancel this run');
  expect(
    await screen.findByText('The end is awaited above.'),
  ).toBeInTheDocument();
  expect(
    screen.queryByRole('button', { name: /cancel/i }),
  ).not.toBeInTheDocument();
  backend.run = run({ state: 'cancelled' });
  expect(
    await screen.findByText('Shut down guest web: cancelled'),
  ).toBeInTheDocument();
});

it('leaves the run going when it is closed, and knows whether its end was seen', async () => {
  const backend = new FakeActions();
  const { api } = await openDialog(backend);
  await screen.findByText('What will happen');
  await press('Shut down');
  await screen.findByRole('region', { name: 'Log' });
  expect(api.isShown(backend.run)).toBe(true);
  await userEvent.keyboard('{Escape}');
  await waitFor(() =>
    expect(screen.queryByRole('dialog')).not.toBeInTheDocument(),
  );
  expect(api.isShown(backend.run)).toBe(false);
  expect(backend.count('POST /runs')).toBe(0);
});
