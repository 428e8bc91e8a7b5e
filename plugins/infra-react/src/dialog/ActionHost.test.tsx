import { mockApis, renderInTestApp } from '@backstage/frontend-test-utils';
import {
  AuthorizeResult,
  createPermission,
} from '@backstage/plugin-permission-common';
import { permissionApiRef } from '@backstage/plugin-permission-react';
import { act, screen, waitFor } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { useState } from 'react';
import { FakeActions, preflight, run } from '../__testUtils__/FakeActions';
import { actionsApiRef, DefaultActionsApi } from '../actions';
import { ActionButton } from './ActionButton';
import { ActionHost } from './ActionHost';

const permission = createPermission({ name: 'proxmox.accept', attributes: {} });

/** The page below, as it is read again. */
let read: (print: string | undefined) => void;

function Endpoint() {
  const [print, setPrint] = useState<string | undefined>('AA');
  read = setPrint;
  if (print === undefined) return <p>All is well</p>;
  return (
    <ActionHost>
      <ActionButton
        pluginId="proxmox"
        action="accept-certificate"
        input={{ print }}
        label="Accept certificate"
        permission={permission}
      />
    </ActionHost>
  );
}

async function openDialog(backend: FakeActions) {
  renderInTestApp(
    <ActionHost>
      <Endpoint />
    </ActionHost>,
    {
      apis: [
        [actionsApiRef, DefaultActionsApi.create({ fetchApi: backend })],
        [
          permissionApiRef,
          mockApis.permission({ authorize: () => AuthorizeResult.ALLOW }),
        ],
      ],
    },
  );
  await userEvent.click(
    await screen.findByRole('button', { name: 'Accept certificate' }),
  );
  await screen.findByText('What will happen');
}

const press = () =>
  userEvent.click(screen.getByRole('button', { name: 'Accept certificate' }));

it('sends what was there when the dialog was opened, whatever the page reads meanwhile', async () => {
  const backend = new FakeActions();
  backend.preflight = preflight({ destructive: true });
  await openDialog(backend);
  await userEvent.type(screen.getByRole('textbox'), 'web');
  act(() => read('BB'));
  expect(screen.getByRole('textbox')).toHaveValue('web');
  await press();
  await waitFor(() =>
    expect(backend.requests).toContain(
      'POST /actions/accept-certificate {"print":"AA"}',
    ),
  );
  expect(backend.requests.join()).not.toContain('BB');
});

it('follows the run to its end when the button is gone with what it mended', async () => {
  const backend = new FakeActions();
  await openDialog(backend);
  backend.lines = ['accepting'];
  await press();
  expect(await screen.findByText('accepting')).toBeInTheDocument();
  act(() => read(undefined));
  expect(screen.getByText('All is well')).toBeInTheDocument();
  backend.run = run({ state: 'succeeded', endedAt: new Date().toISOString() });
  expect(
    await screen.findByText('Shut down guest web: done'),
  ).toBeInTheDocument();
});
