import { mockApis, renderInTestApp } from '@backstage/frontend-test-utils';
import { AuthorizeResult } from '@backstage/plugin-permission-common';
import { permissionApiRef } from '@backstage/plugin-permission-react';
import { screen, waitFor, within } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import {
  openDialog,
  permissionOf,
  press,
  renderActionPage,
} from '../__testUtils__/actionDialog';
import { FakeActions, run } from '../__testUtils__/FakeActions';
import { actionsApiRef, DefaultActionsApi } from '../actions';
import { ActionDialog } from './ActionDialog';
import type { ActionForm } from './ActionForm';

it('has no button for whoever has no permission', async () => {
  const authorize = jest.fn((): AuthorizeResult.DENY => AuthorizeResult.DENY);
  await renderActionPage(
    new FakeActions(),
    authorize,
    permissionOf('proxmox.denied'),
  );
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

it('names the thing as it is the only one', async () => {
  await openDialog(new FakeActions());
  expect(await screen.findByText('lab/qemu/100')).toBeInTheDocument();
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
