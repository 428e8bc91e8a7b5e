import { guest, inventory, node, storage } from '../__testUtils__/fixtures';
import { snapshot } from '../__testUtils__/fixtures';
import { guestActions } from './guestActions';
import { migrateForm, snapshotForm, tagForm } from './guestForms';
import { guestRows, type GuestRow } from './guestRows';

const rowOf = (...given: Parameters<typeof guest>): GuestRow => {
  const data = inventory({ guests: [guest(...given)] });
  const sources = [{ snapshot: snapshot('homelab', data), isLoading: false }];
  return guestRows(sources, new Date(), undefined)[0];
};

it.each([
  ['a running VM', {}, 'shutdown reboot suspend migrate snapshot tag stop'],
  [
    'a running container',
    { type: 'lxc' as const },
    'shutdown reboot migrate snapshot tag stop',
  ],
  ['a stopped one', { status: 'stopped' }, 'start migrate snapshot tag'],
  [
    'one that sleeps on disk',
    { status: 'stopped', lock: 'suspended' },
    'resume migrate snapshot tag',
  ],
  ['a paused one', { status: 'paused' }, 'resume migrate snapshot tag stop'],
  [
    'one in trouble',
    { status: 'io-error' },
    'shutdown migrate snapshot tag stop',
  ],
  ['a template', { status: 'stopped', template: true }, 'migrate tag'],
  ['one of which nobody knows', { status: 'unknown' }, ''],
  ['one of a dead node', { lastKnownAt: '2026-11-24T06:00:00.000Z' }, ''],
])('offers %s what makes sense', (_what, more, offered) => {
  expect(
    guestActions(rowOf(100, 'nexus', more))
      .map(each => each.action.replace(/-guest$/, ''))
      .join(' '),
  ).toBe(offered);
});

it('offers the other nodes that are online, and then the storages there', () => {
  const there = inventory({
    nodes: [
      node('n10', { haState: 'maintenance' }),
      node('n2', { memory: undefined }),
      node('nexus'),
      node('gone', { status: 'offline' }),
    ],
    storages: [
      storage('n2', 'fast'),
      storage('n2', 'isos', { content: ['iso'] }),
      storage('n10', 'slow'),
    ],
  });
  const form = migrateForm(rowOf(100, 'nexus'), there);
  const [target] = form({});
  expect(target).toMatchObject({
    options: [
      { value: 'n2', description: 'free memory unknown' },
      {
        value: 'n10',
        description: 'in maintenance, 24 GiB of 32 GiB memory free',
      },
    ],
  });
  expect(form({ target: 'n2' })).toHaveLength(2);
  expect(form({ target: 'n2', withLocalDisks: true })[2]).toMatchObject({
    options: [{ value: 'fast' }],
  });
  // The HA manager cannot be told a storage.
  const managed = migrateForm(
    rowOf(100, 'nexus', { haState: 'started' }),
    there,
  );
  expect(managed({ target: 'n2', withLocalDisks: true })).toHaveLength(2);
});

it.each([
  ['before-upgrade', true],
  ['a', false],
  ['1st', false],
  ['current', false],
  ['with space', false],
  ['x'.repeat(41), false],
])('takes %s as the name of a snapshot: %s', (name, isGood) => {
  const [field] = snapshotForm(rowOf(100, 'nexus'))({});
  if (field.type !== 'text') throw new Error('The name is no text');
  expect(field.problemOf?.(name) === undefined).toBe(isGood);
});

it('asks for the memory of what runs only', () => {
  const names = (row: GuestRow) =>
    snapshotForm(row)({}).map(field => field.name);
  expect(names(rowOf(100, 'nexus'))).toContain('withMemory');
  expect(names(rowOf(100, 'nexus', { type: 'lxc' }))).not.toContain(
    'withMemory',
  );
});

it('wants a tag to come or to go', () => {
  const form = tagForm(rowOf(100, 'nexus', { tags: ['old'] }));
  expect(form({})[0]).toMatchObject({ isRequired: true });
  expect(form({ remove: ['old'] })[0]).toMatchObject({ isRequired: false });
});

it.each([
  [undefined, 'shutdown-guest reboot-guest'],
  ['ignored', 'shutdown-guest reboot-guest'],
  // The HA manager decides how long.
  ['started', 'reboot-guest'],
])('asks how long a guest with the HA state %s is given', (haState, asking) => {
  const row = rowOf(100, 'nexus', { haState });
  expect(
    guestActions(row)
      .filter(({ form }) =>
        form?.(row, undefined)({}).some(({ name }) => name === 'timeout'),
      )
      .map(({ action }) => action)
      .join(' '),
  ).toBe(asking);
});
