import { renderInTestApp } from '@backstage/frontend-test-utils';
import type { Run } from '@reverb256/backstage-plugin-infra-common';
import { screen, waitFor, within } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { FakeActions, run } from '../__testUtils__/FakeActions';
import { actionsApiRef, DefaultActionsApi } from '../actions';
import { RunDialog } from './RunDialog';

const whole = run({ id: 'whole', title: 'Shut down 2 guests' });
const ended = new Date().toISOString();
const web = run({
  id: 'web',
  title: 'Shut down web',
  parent: 'whole',
  state: 'failed',
  endedAt: ended,
  error: { kind: 'task', message: 'web did not shut down in 180 s.' },
});
const db = run({ id: 'db', title: 'Shut down db', parent: 'whole' });

function open(initial: Run, backend: FakeActions) {
  renderInTestApp(<RunDialog run={initial} onClose={() => {}} />, {
    apis: [[actionsApiRef, DefaultActionsApi.create({ fetchApi: backend })]],
  });
}

function family(): FakeActions {
  const backend = new FakeActions();
  backend.run = whole;
  backend.children = [db, web];
  return backend;
}

it('shows how each run is that it began, and asks until all have ended', async () => {
  const backend = family();
  open(whole, backend);
  const part = await screen.findByRole('region', {
    name: '2 runs: 1 failed, 1 running',
  });
  const [first, second] = within(part).getAllByRole('listitem');
  expect(first).toHaveTextContent(
    /^Shut down webFailed.*web did not shut down in 180 s\.$/,
  );
  expect(second).toHaveTextContent(/^Shut down dbRunning/);

  backend.children = [{ ...db, state: 'succeeded', endedAt: ended }, web];
  backend.run = { ...whole, state: 'failed', endedAt: ended };
  const end = { name: '2 runs: 1 failed, 1 done' };
  await screen.findByRole('region', end, { timeout: 7_000 });
}, 15_000);

it('leads from the whole to a part, and back', async () => {
  open(whole, family());
  await userEvent.click(
    await screen.findByRole('button', { name: 'Shut down web' }),
  );
  expect(
    await screen.findByRole('heading', { name: 'Shut down web' }),
  ).toBeVisible();
  const dialog = within(screen.getByRole('dialog'));
  expect(dialog.queryByText(/^2 runs/)).toBeNull();
  await userEvent.click(
    await dialog.findByRole('button', { name: 'Show the whole run' }),
  );
  expect(
    await screen.findByRole('heading', { name: 'Shut down 2 guests' }),
  ).toBeVisible();
  expect(
    await screen.findByRole('button', { name: 'Shut down db' }),
  ).toBeVisible();
});

it('says nothing of others where there are none', async () => {
  const backend = new FakeActions();
  open(backend.run, backend);
  await waitFor(() =>
    expect(backend.count('GET /runs?parent=r1&limit=500')).toBeGreaterThan(0),
  );
  const dialog = within(screen.getByRole('dialog'));
  expect(dialog.queryByRole('list')).toBeNull();
  expect(dialog.queryByText(/part of another run/)).toBeNull();
});
