import { TestApiProvider } from '@backstage/frontend-test-utils';
import { signalApiRef, type SignalApi } from '@backstage/plugin-signals-react';
import { act, render, screen } from '@testing-library/react';
import { FakeBackend } from '../__testUtils__/FakeBackend';
import { DefaultSnapshotsApi } from './DefaultSnapshotsApi';
import type { SnapshotsApi } from './SnapshotsApi';
import { useSnapshots } from './useSnapshots';

interface Kinds {
  inventory: { load: number };
}

function Load({ api }: { api: SnapshotsApi<Kinds> }) {
  const { sources } = useSnapshots(api, 'inventory');
  return <p>load {sources?.[0].snapshot.data?.load ?? 'unknown'}</p>;
}

it('shows a change soon after its signal, in every component by one request', async () => {
  const subscribers: (() => void)[] = [];
  const signals = {
    subscribe: (channel: string, onMessage: (message: object) => void) => {
      expect(channel).toBe('proxmox:changed');
      subscribers.push(() => onMessage({}));
      return { unsubscribe: () => {} };
    },
  } as SignalApi;
  const backend = new FakeBackend();
  backend.snapshots.inventory = [
    {
      source: 'a',
      title: 'A',
      version: '1',
      collectedAt: new Date().toISOString(),
      intervalSeconds: 10,
      gaps: [],
      data: { load: 1 },
    },
  ];
  const api = DefaultSnapshotsApi.create<Kinds>({
    fetchApi: backend,
    pluginId: 'proxmox',
  });
  render(
    <TestApiProvider apis={[[signalApiRef, signals]]}>
      <Load api={api} />
      <Load api={api} />
    </TestApiProvider>,
  );
  expect(await screen.findAllByText('load 1')).toHaveLength(2);
  expect(backend.requests).toHaveLength(2);

  backend.change('inventory', 'a', { version: '2', data: { load: 7 } });
  act(() => subscribers.forEach(signal => signal()));
  expect(await screen.findAllByText('load 7')).toHaveLength(2);
  expect(backend.requests).toHaveLength(4);
});
