import { toastApiRef } from '@backstage/frontend-plugin-api';
import { screen, waitFor } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import {
  openDialog,
  press,
  renderActionPage,
} from '../__testUtils__/actionDialog';
import { FakeActions, preflight, run } from '../__testUtils__/FakeActions';

it.each([
  [401, 'You are no longer signed in; nothing was started'],
  [403, 'You may not do this; nothing was started'],
  [404, 'There is no such thing any more; nothing was started'],
  [409, 'Something stands in the way; nothing was started'],
  [500, 'The portal failed while it took this on'],
] as const)('says why it was not started: %d', async (status, title) => {
  const backend = new FakeActions();
  backend.started = { status, message: 'These words.' };
  await openDialog(backend);
  await screen.findByText('What will happen');
  await press('Shut down');
  expect(await screen.findAllByText(title)).not.toHaveLength(0);
  expect(screen.getByText('These words.')).toBeInTheDocument();
  // What stands in the way is looked at again.
  await waitFor(() =>
    expect(backend.count('POST /actions/shutdown-guest/preflight')).toBe(2),
  );
});

it('does not take silence for a no, and shows what was started all the same', async () => {
  const backend = new FakeActions();
  backend.started = 'silence';
  await openDialog(backend);
  await screen.findByText('What will happen');
  backend.preflight = preflight({ concurrent: [run()] });
  await press('Shut down');
  expect(
    await screen.findAllByText(/nobody knows whether it was started/),
  ).not.toHaveLength(0);
  expect(
    await screen.findByRole('button', { name: 'Watch: Shut down guest web' }),
  ).toBeInTheDocument();
  expect(backend.count('POST /actions/shutdown-guest {')).toBe(1);
});

it('does not call a closing nothing once it was sent, and tells of a failure all the same', async () => {
  const backend = new FakeActions();
  const answer = backend.hold('POST /actions/shutdown-guest {');
  backend.started = { status: 409, message: 'It is locked.' };
  const toasts = { post: jest.fn() };
  await renderActionPage(backend, undefined, undefined, [toastApiRef, toasts]);
  await userEvent.click(
    await screen.findByRole('button', { name: 'Shut down' }),
  );
  await screen.findByText('What will happen');
  await press('Shut down');
  expect(
    await screen.findByText(/^It has been sent\. Closing this does not/),
  ).toBeInTheDocument();
  expect(screen.queryByRole('button', { name: 'Do nothing' })).toBeNull();
  await userEvent.keyboard('{Escape}');
  await waitFor(() => expect(screen.queryByRole('dialog')).toBeNull());
  answer();
  await waitFor(() =>
    expect(toasts.post).toHaveBeenCalledWith({
      status: 'danger',
      title:
        'Shut down guest web: Something stands in the way; nothing was started',
      description: expect.stringContaining('It is locked.'),
    }),
  );
});
