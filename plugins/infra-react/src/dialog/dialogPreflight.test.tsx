import { screen, within } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { openDialog, press, startButton } from '../__testUtils__/actionDialog';
import { FakeActions, preflight, run } from '../__testUtils__/FakeActions';

it('does not work while something stands in the way, and says what', async () => {
  const backend = new FakeActions();
  backend.preflight = preflight({
    obstacles: [
      { code: 'locked', severity: 'block', message: 'It is locked: backup.' },
    ],
  });
  await openDialog(backend);
  expect(await screen.findByText('It is locked: backup.')).toBeInTheDocument();
  expect(startButton()).toBeDisabled();
  expect(startButton()).toHaveAccessibleDescription(
    'It would fail as things are.',
  );
});

it('wants warnings to be read', async () => {
  const backend = new FakeActions();
  backend.preflight = preflight({
    obstacles: [
      { code: 'no-agent', severity: 'warning', message: 'It has no agent.' },
    ],
  });
  await openDialog(backend);
  expect(await screen.findByText('It has no agent.')).toBeInTheDocument();
  expect(startButton()).toBeDisabled();
  await userEvent.click(screen.getByRole('checkbox'));
  expect(startButton()).toBeEnabled();
});

it('wants the name of what it destroys', async () => {
  const backend = new FakeActions();
  backend.preflight = preflight({ destructive: true });
  await openDialog(backend);
  const field = await screen.findByRole('textbox', { name: /type the name/ });
  await userEvent.type(field, 'wob');
  expect(startButton()).toBeDisabled();
  expect(startButton()).toHaveAccessibleDescription('First type the name web.');
  await userEvent.clear(field);
  await userEvent.type(field, 'web');
  expect(startButton()).toBeEnabled();
});

it('keeps a consent for the same warning in other words, and wants it anew for another', async () => {
  const backend = new FakeActions();
  const warning = (code: string, message: string) =>
    preflight({ obstacles: [{ code, severity: 'warning', message }] });
  backend.preflight = warning('no-room', '41 GiB are free.');
  await openDialog(backend);
  await screen.findByText('41 GiB are free.');
  await userEvent.click(screen.getByRole('checkbox'));
  expect(startButton()).toBeEnabled();

  backend.started = { status: 409, message: 'Not now.' };
  backend.preflight = warning('no-room', '40 GiB are free.');
  await press('Shut down');
  expect(await screen.findByText('40 GiB are free.')).toBeInTheDocument();
  expect(screen.getByRole('checkbox')).toBeChecked();

  backend.preflight = warning('no-agent', 'It has no agent.');
  await press('Shut down');
  expect(await screen.findByText('It has no agent.')).toBeInTheDocument();
  expect(screen.getByRole('checkbox')).not.toBeChecked();
});

it('shows what others do to the same thing, and lets one watch it', async () => {
  const backend = new FakeActions();
  const other = run({
    id: 'r2',
    title: 'Start guest web',
    actor: 'user:default/admin',
  });
  backend.preflight = preflight({ concurrent: [other] });
  backend.run = other;
  backend.lines = ['starting'];
  await openDialog(backend);
  expect(
    await screen.findByText(/Start guest web, by admin/),
  ).toBeInTheDocument();
  await press('Watch: Start guest web');
  expect(await screen.findByText('starting')).toBeInTheDocument();
  expect(backend.count('POST /actions/shutdown-guest {')).toBe(0);
});

it('names the permission to whoever may not', async () => {
  const backend = new FakeActions();
  backend.preflight = preflight({ allowed: false });
  await openDialog(backend);
  expect(await screen.findByText('proxmox.guest.power')).toBeInTheDocument();
  expect(
    within(screen.getByRole('dialog')).queryByRole('button', {
      name: 'Shut down',
    }),
  ).not.toBeInTheDocument();
});

it.each([
  [401, 'You are no longer signed in'],
  [403, 'You may not see this action'],
  [404, 'The portal does not know this action'],
  [500, 'The portal failed to answer about this action'],
] as const)('says why there is no preflight: %d', async (status, title) => {
  const backend = new FakeActions();
  backend.preflight = { status, message: 'These words.' };
  await openDialog(backend);
  expect(await screen.findAllByText(title)).not.toHaveLength(0);
  expect(screen.getByText('These words.')).toBeInTheDocument();
});
