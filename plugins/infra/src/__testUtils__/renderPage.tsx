import {
  storageApiRef,
  toastApiRef,
  type StorageApi,
  type ToastApiMessage,
} from '@backstage/frontend-plugin-api';
import { mockApis, renderInTestApp } from '@backstage/frontend-test-utils';
import { AuthorizeResult } from '@backstage/plugin-permission-common';
import { permissionApiRef } from '@backstage/plugin-permission-react';
import {
  actionsApiRef,
  DefaultActionsApi,
} from '@reverb256/backstage-plugin-infra-react';
import { useLocation } from 'react-router-dom';
import { DefaultInfraApi, infraApiRef } from '../api';
import type { FakeInfra } from './FakeInfra';

function Address() {
  return <output aria-label="address">{useLocation().search}</output>;
}

/** Renders a page over a fake backend, as the operator. */
export function renderPage(
  page: JSX.Element,
  backend: FakeInfra,
  options: {
    search?: string;
    /** The permissions that the person lacks. */
    denied?: string[];
    storage?: StorageApi;
    toasts?: ToastApiMessage[];
  } = {},
) {
  const { search = '', denied = [], toasts = [] } = options;
  const actions = DefaultActionsApi.create({ fetchApi: backend });
  renderInTestApp(
    <>
      <Address />
      {page}
    </>,
    {
      apis: [
        [infraApiRef, DefaultInfraApi.create({ fetchApi: backend })],
        [actionsApiRef, actions],
        [storageApiRef, options.storage ?? mockApis.storage()],
        [
          toastApiRef,
          {
            post: toast => {
              toasts.push(toast);
              return { close: () => {} };
            },
          },
        ],
        mockApis.identity({ userEntityRef: 'user:default/operator' }),
        [
          permissionApiRef,
          mockApis.permission({
            authorize: ({ permission }) =>
              denied.includes(permission.name)
                ? AuthorizeResult.DENY
                : AuthorizeResult.ALLOW,
          }),
        ],
      ],
      initialRouteEntries: [`/${search}`],
    },
  );
  return { actions, toasts };
}
