import {
  ago,
  guest,
  inventory,
  node,
  snapshot,
} from '../__testUtils__/fixtures';
import { bulkActions } from './bulkActions';
import { guestRows } from './guestRows';

const homelab = inventory({
  nodes: [node('nexus'), node('forge')],
  guests: [
    guest(100, 'nexus'),
    guest(101, 'nexus', { status: 'stopped', type: 'lxc' }),
    guest(102, 'nexus', { lastKnownAt: ago(100) }),
    guest(900, 'nexus', { template: true, status: 'stopped' }),
  ],
});
const garage = inventory({ guests: [guest(7, 'g')] });

const rows = guestRows(
  [
    { snapshot: snapshot('homelab', homelab), isLoading: false },
    { snapshot: snapshot('garage', garage), isLoading: false },
  ],
  new Date(),
  undefined,
);
const inventoryOf = (cluster: string) =>
  cluster === 'homelab' ? homelab : garage;

it('acts on those that an action makes sense for', () => {
  const { actions, note } = bulkActions(rows.slice(0, 4), inventoryOf);
  expect(
    actions.map(({ request, count }) => [request.action, count, request.input]),
  ).toEqual([
    ['start-guests', 1, { guests: ['homelab/lxc/101'] }],
    ['shutdown-guests', 1, { guests: ['homelab/qemu/100'] }],
    [
      'migrate-guests',
      3,
      { guests: ['homelab/qemu/100', 'homelab/lxc/101', 'homelab/qemu/900'] },
    ],
  ]);
  expect(actions[1].form?.({})).toMatchObject([{ name: 'timeout' }]);
  expect(note).toBeUndefined();
  expect(actions[2].form?.({})[0]).toMatchObject({
    name: 'target',
    options: [{ value: 'forge' }, { value: 'nexus' }],
  });
});

it('migrates within one cluster', () => {
  const { actions, note } = bulkActions(rows, inventoryOf);
  expect(actions.map(each => each.request.action)).toEqual([
    'start-guests',
    'shutdown-guests',
  ]);
  expect(note).toMatch(/within one cluster/);
});
