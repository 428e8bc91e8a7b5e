import { renderInTestApp } from '@backstage/frontend-test-utils';
import type { Run } from '@reverb256/backstage-plugin-infra-common';
import { screen, waitFor } from '@testing-library/react';
import { FakeActions, run } from '../__testUtils__/FakeActions';
import { actionsApiRef, DefaultActionsApi } from '../actions';
import { RunDialog } from './RunDialog';

const LOST_AT = '2026-11-24T06:11:09.000Z';

/** Opens the dialog as somebody who has only the run's id: another person, or after a reload. */
async function openRun(now: Run): Promise<FakeActions> {
  const backend = new FakeActions();
  backend.run = now;
  renderInTestApp(
    <RunDialog
      run={{ pluginId: now.pluginId, id: now.id }}
      onClose={() => {}}
    />,
    {
      apis: [[actionsApiRef, DefaultActionsApi.create({ fetchApi: backend })]],
    },
  );
  await screen.findByRole('region', { name: 'Log' });
  return backend;
}

const cancelButton = () => screen.queryByRole('button', { name: /cancel/i });

it('tells whoever opens it that somebody asked to stop it, and offers no second time', async () => {
  const backend = await openRun(
    run({ cancellable: true, cancelRequested: true }),
  );
  expect(screen.getByText('Asked to stop')).toBeInTheDocument();
  expect(screen.getByText(/^It ends when what carries it out/)).toBeVisible();
  expect(screen.getByRole('dialog')).toHaveTextContent(
    'The end is awaited above.',
  );
  expect(cancelButton()).not.toBeInTheDocument();

  backend.run = run({ state: 'cancelled', cancelRequested: true });
  await screen.findByText('Shut down guest web: cancelled');
  expect(screen.queryByText('Asked to stop')).not.toBeInTheDocument();
});

it('offers no way to cancel what cannot be cancelled, and says nothing of asking', async () => {
  const backend = await openRun(run({ cancellable: false }));
  expect(cancelButton()).not.toBeInTheDocument();
  expect(screen.queryByText('Asked to stop')).not.toBeInTheDocument();
  backend.run = run({ cancellable: true });
  await waitFor(() => expect(cancelButton()).toBeInTheDocument(), {
    timeout: 3_000,
  });
});

it('says since when it cannot be looked at, and draws no progress meanwhile', async () => {
  const backend = await openRun(
    run({
      progress: 0.4,
      step: 'Cannot look just now: nexus does not answer.',
      lostSightAt: LOST_AT,
    }),
  );
  expect(screen.getByText('It cannot be looked at')).toBeInTheDocument();
  const dialog = screen.getByRole('dialog');
  expect(dialog).toHaveTextContent(/Since 2026-11-24 06:11:09 UTC \(.+ ago\)/);
  expect(dialog).toHaveTextContent('When it was last seen, 40% was done.');
  expect(screen.queryByRole('progressbar')).not.toBeInTheDocument();

  backend.run = run({ progress: 0.5 });
  expect(
    await screen.findByRole('progressbar', {}, { timeout: 3_000 }),
  ).toHaveAttribute('aria-valuenow', '50');
  expect(screen.queryByText('It cannot be looked at')).not.toBeInTheDocument();
});

it('warns against asking again while an answer is lost', async () => {
  await openRun(run({ state: 'sending', answerLostAt: LOST_AT }));
  const dialog = screen.getByRole('dialog');
  expect(dialog).toHaveTextContent('The answer to its request was lost');
  expect(dialog).toHaveTextContent('Do not ask again before this has ended');
  expect(dialog).toHaveTextContent(/Since 2026-11-24 06:11:09 UTC/);
});
