import { toastApiRef } from '@backstage/frontend-plugin-api';
import { mockApis, renderInTestApp } from '@backstage/frontend-test-utils';
import {
  AuthorizeResult,
  createPermission,
} from '@backstage/plugin-permission-common';
import { permissionApiRef } from '@backstage/plugin-permission-react';
import { screen, waitFor, within } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { FakeActions, preflight, run } from '../__testUtils__/FakeActions';
import { actionsApiRef, DefaultActionsApi } from '../actions';
import { ActionButton } from './ActionButton';
import { ActionDialog } from './ActionDialog';
import type { ActionForm } from './ActionForm';

/** Decisions are remembered for the page, so that each kind has a permission of its own. */
const permissionOf = (name: string) =>
  createPermission({ name, attributes: {} });

async function open(
  backend: FakeActions,
  authorize: () => AuthorizeResult.ALLOW | AuthorizeResult.DENY = () =>
    AuthorizeResult.ALLOW,
  permission = permissionOf('proxmox.operate'),
  ...more: [typeof toastApiRef, { post: jest.Mock }][]
) {
  const api = DefaultActionsApi.create({ fetchApi: backend });
  renderInTestApp(
    <>
      <p>The page</p>
      <ActionButton
        pluginId="proxmox"
        action="shutdown-guest"
        input={{ cluster: 'lab', guest: 'qemu/100' }}
        label="Shut down"
        permission={permission}
      />
    </>,
    {
      apis: [
        [actionsApiRef, api],
        [permissionApiRef, mockApis.permission({ authorize })],
        ...more,
      ],
    },
  );
  await screen.findByText('The page');
  return api;
}

async function openDialog(backend: FakeActions) {
  const api = await open(backend);
  await userEvent.click(
    await screen.findByRole('button', { name: 'Shut down' }),
  );
  return { api, dialog: await screen.findByRole('dialog') };
}

const button = () => screen.getByRole('button', { name: 'Shut down' });
const press = (name: string | RegExp) =>
  userEvent.click(screen.getByRole('button', { name }));

it('has no button for whoever has no permission', async () => {
  const authorize = jest.fn((): AuthorizeResult.DENY => AuthorizeResult.DENY);
  await open(new FakeActions(), authorize, permissionOf('proxmox.denied'));
  await waitFor(() => expect(authorize).toHaveReturned());
  expect(screen.queryByRole('button')).not.toBeInTheDocument();
});

it('says what will happen, then follows the run to its end in the same dialog', async () => {
  const backend = new FakeActions();
  const { dialog } = await openDialog(backend);
  expect(
    await within(dialog).findByRole('heading', { name: 'Shut down guest web' }),
  ).toBeInTheDocument();
  expect(
    screen.getByText('The guest is asked to shut down.'),
  ).toBeInTheDocument();

  backend.run = run({ step: 'Waiting for the guest', progress: 0.4 });
  backend.lines = ['shutdown VM 100', 'waiting'];
  await press('Shut down');
  expect(await screen.findByText('Waiting for the guest')).toBeInTheDocument();
  expect(backend.requests).toContain(
    'POST /actions/shutdown-guest {"cluster":"lab","guest":"qemu/100"}',
  );
  expect(backend.count('POST /actions/shutdown-guest {')).toBe(1);
  const log = within(screen.getByRole('region', { name: 'Log' }));
  expect(log.getByText('waiting')).toBeInTheDocument();
  expect(screen.getByRole('progressbar', { name: 'Progress' })).toHaveAttribute(
    'aria-valuenow',
    '40',
  );
  expect(
    screen.getByText('It goes on when you close this.'),
  ).toBeInTheDocument();
  expect(screen.getByText(/by operator from a page/)).toBeInTheDocument();

  backend.lines = [...backend.lines, 'TASK OK'];
  backend.run = run({ state: 'succeeded', endedAt: new Date().toISOString() });
  expect(
    await screen.findByText('Shut down guest web: done'),
  ).toBeInTheDocument();
  expect(log.getByText('TASK OK')).toBeInTheDocument();
  expect(
    screen.queryByText('It goes on when you close this.'),
  ).not.toBeInTheDocument();
  // Nothing is asked twice, and nothing any more after the end.
  await waitFor(() => expect(backend.requests.at(-1)).toMatch(/after=3$/));
  expect(backend.requests.filter(each => /after=0$/.test(each))).toHaveLength(
    1,
  );
});

it('does not work while something stands in the way, and says what', async () => {
  const backend = new FakeActions();
  backend.preflight = preflight({
    obstacles: [
      { code: 'locked', severity: 'block', message: 'It is locked: backup.' },
    ],
  });
  await openDialog(backend);
  expect(await screen.findByText('It is locked: backup.')).toBeInTheDocument();
  expect(button()).toBeDisabled();
  expect(button()).toHaveAccessibleDescription('It would fail as things are.');
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
  expect(button()).toBeDisabled();
  await userEvent.click(screen.getByRole('checkbox'));
  expect(button()).toBeEnabled();
});

it('wants the name of what it destroys', async () => {
  const backend = new FakeActions();
  backend.preflight = preflight({ destructive: true });
  await openDialog(backend);
  const field = await screen.findByRole('textbox', { name: /type the name/ });
  await userEvent.type(field, 'wob');
  expect(button()).toBeDisabled();
  expect(button()).toHaveAccessibleDescription('First type the name web.');
  await userEvent.clear(field);
  await userEvent.type(field, 'web');
  expect(button()).toBeEnabled();
});

it('keeps a consent for the same warning in other words, and wants it anew for another', async () => {
  const backend = new FakeActions();
  const warning = (code: string, message: string) =>
    preflight({ obstacles: [{ code, severity: 'warning', message }] });
  backend.preflight = warning('no-room', '41 GiB are free.');
  await openDialog(backend);
  await screen.findByText('41 GiB are free.');
  await userEvent.click(screen.getByRole('checkbox'));
  expect(button()).toBeEnabled();

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

it('names the thing as it is the only one', async () => {
  await openDialog(new FakeActions());
  expect(await screen.findByText('lab/qemu/100')).toBeInTheDocument();
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

it('does not call a closing nothing once it was sent, and tells of a failure all the same', async () => {
  const backend = new FakeActions();
  const answer = backend.hold('POST /actions/shutdown-guest {');
  backend.started = { status: 409, message: 'It is locked.' };
  const toasts = { post: jest.fn() };
  await open(backend, undefined, undefined, [toastApiRef, toasts]);
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

const target: ActionForm = () => [
  {
    name: 'name',
    label: 'Name',
    type: 'text',
    isRequired: true,
    problemOf: text => (/^[a-z]+$/.test(text) ? undefined : 'Letters only.'),
  },
  { name: 'withMemory', label: 'With its memory', type: 'boolean' },
];

it('asks for what it needs to know, and looks at each answer anew', async () => {
  const backend = new FakeActions();
  renderInTestApp(
    <ActionDialog
      pluginId="proxmox"
      action="snapshot-guest"
      input={{ guest: 'qemu/100' }}
      label="Take snapshot"
      form={target}
      onClose={() => {}}
    />,
    {
      apis: [
        [actionsApiRef, DefaultActionsApi.create({ fetchApi: backend })],
        [permissionApiRef, mockApis.permission()],
      ],
    },
  );
  const start = await screen.findByRole('button', { name: 'Take snapshot' });
  expect(start).toHaveAccessibleDescription('First give: name.');
  expect(backend.requests).toEqual([]);

  await userEvent.type(screen.getByRole('textbox', { name: /Name/ }), '4');
  expect(await screen.findByText('Letters only.')).toBeInTheDocument();
  expect(start).toHaveAccessibleDescription('First correct: name.');
  expect(backend.requests).toEqual([]);

  await userEvent.clear(screen.getByRole('textbox', { name: /Name/ }));
  await userEvent.type(screen.getByRole('textbox', { name: /Name/ }), 'before');
  await waitFor(() => expect(start).toBeEnabled());
  await userEvent.click(screen.getByRole('checkbox'));
  expect(start).toBeDisabled();
  await waitFor(() => expect(start).toBeEnabled());
  await userEvent.click(start);
  await waitFor(() =>
    expect(backend.requests).toContain(
      'POST /actions/snapshot-guest {"guest":"qemu/100","name":"before","withMemory":true}',
    ),
  );
  expect(backend.requests.filter(each => each.includes('/preflight'))).toEqual([
    'POST /actions/snapshot-guest/preflight {"guest":"qemu/100","name":"before","withMemory":false}',
    'POST /actions/snapshot-guest/preflight {"guest":"qemu/100","name":"before","withMemory":true}',
  ]);
});
