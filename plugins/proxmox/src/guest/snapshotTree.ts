import type { GuestSnapshots } from '@reverb256/backstage-plugin-proxmox-common';

/** A snapshot with those that were made on it. */
export interface SnapshotNode {
  name: string;
  createdAt?: string;
  description?: string;
  withMemory: boolean;
  /** Whether the guest runs on it now. */
  isCurrent: boolean;
  /** The oldest first. */
  children: SnapshotNode[];
}

export interface SnapshotTree {
  /** Those that were made on none, or on one that is there no more; the oldest first. */
  roots: SnapshotNode[];
  /** Whether the guest runs on none of these. */
  isCurrentLoose: boolean;
}

type Given = GuestSnapshots['snapshots'][number];

const byAge = (a: SnapshotNode, b: SnapshotNode) => {
  // Without a time it is not known to be old.
  const [x, y] = [a.createdAt ?? '9', b.createdAt ?? '9'];
  if (x !== y) return x < y ? -1 : 1;
  return a.name.localeCompare(b.name, 'en', { numeric: true });
};

/** Which snapshot of a circle is taken for the first: somebody has edited the configuration by hand. */
function isInCircle(given: ReadonlyMap<string, Given>, start: Given): boolean {
  const seen = new Set<string>();
  let at: Given | undefined = start;
  while (at?.parent !== undefined) {
    if (seen.has(at.name)) return at.name === start.name;
    seen.add(at.name);
    at = given.get(at.parent);
  }
  return false;
}

/** The snapshots of a guest as they were made on each other. Every snapshot is in the tree once, whatever its parent is. */
export function snapshotTree({
  snapshots,
  currentParent,
}: GuestSnapshots): SnapshotTree {
  const given = new Map(snapshots.map(each => [each.name, each]));
  const nodes = new Map(
    [...given.values()].map(each => [
      each.name,
      {
        name: each.name,
        createdAt: each.createdAt,
        description: each.description,
        withMemory: each.withMemory,
        isCurrent: each.name === currentParent,
        children: [] as SnapshotNode[],
      },
    ]),
  );
  const roots: SnapshotNode[] = [];
  for (const [name, node] of nodes) {
    const each = given.get(name)!;
    const parent =
      each.parent === undefined ? undefined : nodes.get(each.parent);
    const isRoot = !parent || isInCircle(given, each);
    (isRoot ? roots : parent.children).push(node);
  }
  for (const node of nodes.values()) node.children.sort(byAge);
  roots.sort(byAge);
  const isCurrentLoose =
    currentParent === undefined || !nodes.has(currentParent);
  return { roots, isCurrentLoose };
}

/** What rolling back to a snapshot leaves behind: those that were made after it on the way to where the guest is now. */
export function snapshotsAfter(
  snapshots: GuestSnapshots,
  name: string,
): string[] {
  const given = new Map(snapshots.snapshots.map(each => [each.name, each]));
  const after: string[] = [];
  let at = snapshots.currentParent;
  while (at !== undefined && at !== name && !after.includes(at)) {
    after.push(at);
    at = given.get(at)?.parent;
  }
  return at === name ? after : [];
}
