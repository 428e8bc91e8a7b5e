import type { Gap } from '@reverb256/backstage-plugin-infra-common';
import type { FakeBackend } from '../__testUtils__/FakeBackend';
import {
  createSnapshots,
  mockPageTime,
  type Kinds,
} from '../__testUtils__/snapshots';
import type { DefaultSnapshotsApi } from './DefaultSnapshotsApi';

const { settle, nextPoll } = mockPageTime();

let backend: FakeBackend;
let api: DefaultSnapshotsApi<Kinds>;
beforeEach(() => {
  ({ backend, api } = createSnapshots());
});

it('drops what this person may no longer see', async () => {
  api.subscribe('inventory', jest.fn());
  await settle();
  backend.change('inventory', 'a', { version: '2' });
  backend.refusals['/snapshots/inventory/a'] = {
    status: 403,
    name: 'NotAllowedError',
    message: 'This needs proxmox.guest.read',
  };
  await nextPoll();
  const [a, b] = api.read('inventory').sources!;
  expect(a.problem).toMatchObject({
    kind: 'not-allowed',
    message: 'This needs proxmox.guest.read',
  });
  expect(a.snapshot.data).toBeUndefined();
  expect(b.snapshot.data).toEqual({ nodes: {} });

  backend.refusals = {
    '/heads': { status: 403, name: 'NotAllowedError', message: 'No' },
  };
  await nextPoll();
  expect(api.read('inventory').sources).toBeUndefined();
});

it('goes on saying what is left out for this person', async () => {
  const gap = (path: string): Gap => ({
    path,
    error: {
      kind: 'forbidden',
      message: `No ${path}`,
      since: '2026-11-24T05:00:00Z',
    },
  });
  backend.personalGaps = [gap('guests')];
  api.subscribe('inventory', jest.fn());
  await settle();
  const paths = () =>
    api.read('inventory').sources?.[0].snapshot.gaps.map(g => g.path);
  expect(paths()).toEqual(['guests']);

  backend.change('inventory', 'a', { gaps: [gap('nodes/x')] });
  await nextPoll();
  expect(paths()).toEqual(['nodes/x', 'guests']);
});
