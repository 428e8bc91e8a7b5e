import type { GuestSnapshots } from '@reverb256/backstage-plugin-proxmox-common';
import {
  snapshotsAfter,
  snapshotTree,
  type SnapshotNode,
} from './snapshotTree';

const of = (
  parents: Record<string, string | undefined>,
  currentParent?: string,
): GuestSnapshots => ({
  currentParent,
  snapshots: Object.entries(parents).map(([name, parent], i) => ({
    name,
    parent,
    createdAt: `2026-11-0${i + 1}T00:00:00.000Z`,
    withMemory: false,
  })),
});

/** `a(b c(d*))`, with a star where the guest is. */
const drawn = (nodes: readonly SnapshotNode[]): string =>
  nodes
    .map(({ name, isCurrent, children }) => {
      const inner = children.length > 0 ? `(${drawn(children)})` : '';
      return `${name}${isCurrent ? '*' : ''}${inner}`;
    })
    .join(' ');

it.each([
  ['nothing', of({}), '', true],
  ['one', of({ a: undefined }, 'a'), 'a*', false],
  ['a line', of({ a: undefined, b: 'a', c: 'b' }, 'c'), 'a(b(c*))', false],
  [
    'a branch after a rollback',
    of({ a: undefined, b: 'a', c: 'b', d: 'a' }, 'd'),
    'a(b(c) d*)',
    false,
  ],
  ['two lines', of({ a: undefined, b: undefined }, 'b'), 'a b*', false],
  ['a parent that is gone', of({ b: 'a', c: 'b' }, 'c'), 'b(c*)', false],
  ['a guest on one that is gone', of({ b: undefined }, 'a'), 'b', true],
  ['a guest on none', of({ b: undefined }), 'b', true],
  ['a circle', of({ a: 'b', b: 'a', c: 'b' }, 'c'), 'a b(c*)', false],
  ['its own parent', of({ a: 'a' }, 'a'), 'a*', false],
])('arranges %s', (_, snapshots, tree, isCurrentLoose) => {
  const made = snapshotTree(snapshots);
  expect(drawn(made.roots)).toBe(tree);
  expect(made.isCurrentLoose).toBe(isCurrentLoose);
});

it('puts the oldest first, and those without a time last', () => {
  const snapshots = of({ b: undefined, a: undefined, x: undefined }, 'b');
  snapshots.snapshots[0].createdAt = '2026-11-20T00:00:00.000Z';
  snapshots.snapshots[1].createdAt = undefined;
  expect(drawn(snapshotTree(snapshots).roots)).toBe('x b* a');
});

it.each([
  ['a', ['d', 'c', 'b']],
  ['c', ['d']],
  ['d', []],
  // On another branch: nothing on the way.
  ['e', []],
])('knows what a rollback to %s leaves behind', (name, after) => {
  const parents = { a: undefined, b: 'a', c: 'b', d: 'c', e: 'a' };
  expect(snapshotsAfter(of(parents, 'd'), name)).toEqual(after);
});
