import type { toastApiRef } from '@backstage/frontend-plugin-api';
import { mockApis, renderInTestApp } from '@backstage/frontend-test-utils';
import {
  AuthorizeResult,
  createPermission,
} from '@backstage/plugin-permission-common';
import { permissionApiRef } from '@backstage/plugin-permission-react';
import { screen } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { actionsApiRef, DefaultActionsApi } from '../actions';
import { ActionButton } from '../dialog/ActionButton';
import type { FakeActions } from './FakeActions';

/** Decisions are remembered for the page, so that each kind has a permission of its own. */
export const permissionOf = (name: string) =>
  createPermission({ name, attributes: {} });

/** A page with the button of an action, for somebody who may do what `authorize` says. */
export async function renderActionPage(
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

/** The page with its dialog opened. */
export async function openDialog(backend: FakeActions) {
  const api = await renderActionPage(backend);
  await userEvent.click(
    await screen.findByRole('button', { name: 'Shut down' }),
  );
  return { api, dialog: await screen.findByRole('dialog') };
}

/** What starts the action. */
export const startButton = () =>
  screen.getByRole('button', { name: 'Shut down' });
export const press = (name: string | RegExp) =>
  userEvent.click(screen.getByRole('button', { name }));
