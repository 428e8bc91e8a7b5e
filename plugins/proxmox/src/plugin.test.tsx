import { renderTestApp } from '@backstage/frontend-test-utils';
import {
  actionsApiRef,
  DefaultActionsApi,
} from '@reverb256/backstage-plugin-infra-react';
import { screen } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { FakeActions } from './__testUtils__/FakeActions';
import { FakeSnapshotsApi } from './__testUtils__/FakeSnapshotsApi';
import { guest, inventory, node, snapshot } from './__testUtils__/fixtures';
import { proxmoxSnapshotsApiRef } from './api';
import { proxmoxPlugin } from './plugin';

// A test app cannot wait for permissions.
const forAnybody = proxmoxPlugin.withOverrides({
  extensions: [
    proxmoxPlugin
      .getExtension('page:proxmox')
      .override({ if: { $not: { featureFlags: { $contains: 'none' } } } }),
  ],
});

it('is a page of tabs, which opens on the overview and leads to the others', async () => {
  const api = new FakeSnapshotsApi({
    inventory: [snapshot('homelab', inventory({ nodes: [node('nexus')] }))],
  });
  renderTestApp({
    features: [forAnybody],
    initialRouteEntries: ['/proxmox'],
    apis: [[proxmoxSnapshotsApiRef, api]],
  });
  expect(
    await screen.findByRole('region', { name: 'Cluster Homelab' }),
  ).toBeInTheDocument();
  for (const name of ['Overview', 'Nodes', 'Guests']) {
    expect(screen.getByText(name, { selector: 'a' })).toBeInTheDocument();
  }
  await userEvent.click(screen.getByRole('link', { name: 'nexus' }));
  expect(
    await screen.findByRole('heading', { name: 'nexus', level: 1 }),
  ).toBeInTheDocument();
});

it('has an address for each guest, below the tab of guests', async () => {
  const api = new FakeSnapshotsApi({
    inventory: [
      snapshot(
        'homelab',
        inventory({ nodes: [node('nexus')], guests: [guest(100, 'nexus')] }),
      ),
    ],
  });
  renderTestApp({
    features: [forAnybody],
    initialRouteEntries: ['/proxmox/guests/homelab/qemu/100'],
    apis: [
      [proxmoxSnapshotsApiRef, api],
      [
        actionsApiRef,
        DefaultActionsApi.create({ fetchApi: new FakeActions() }),
      ],
    ],
  });
  expect(
    await screen.findByRole('heading', { name: 'guest-100' }),
  ).toBeInTheDocument();
  expect(screen.getByRole('tab', { name: 'Snapshots' })).toBeInTheDocument();
  await userEvent.click(screen.getByText('Tasks', { selector: 'a' }));
  expect(
    await screen.findByRole('heading', { name: 'Running now' }),
  ).toBeInTheDocument();
});
