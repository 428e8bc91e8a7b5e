import {
  SourceFailure,
  type CollectedGap,
} from '@reverb256/backstage-plugin-infra-node';

/** How many nodes are asked in one run: it needs a request a node, so a run has a fixed budget. */
const NODES_PER_RUN = 3;

/** What was read of a node is asked for again after this long. */
const REFRESH_SECONDS = 3600;

/** Something known of a node, with its own age. */
export interface Swept {
  readAt: string;
}

/** By how much time it is somebody else's turn to be first, in milliseconds. */
const TURN_MS = 10_000;

/**
 * The nodes to ask now: those never read first, then the longest ago; none that was read recently, unless that is
 * outdated. Who is first among equals changes with time, so that nodes that always fail do not keep the others from their
 * turn.
 */
export function dueNodes(
  online: readonly string[],
  known: Record<string, Swept>,
  now: Date,
  outdated: readonly string[] = [],
): string[] {
  const readAt = (name: string) => Date.parse(known[name]?.readAt ?? '') || 0;
  const turn = Math.floor(now.getTime() / TURN_MS) % (online.length || 1);
  return [...online.slice(turn), ...online.slice(0, turn)]
    .filter(
      name =>
        outdated.includes(name) ||
        now.getTime() - readAt(name) >= REFRESH_SECONDS * 1000,
    )
    .sort((a, b) => readAt(a) - readAt(b))
    .slice(0, NODES_PER_RUN);
}

/**
 * Asks a few nodes and keeps what is known of the others. A node that left the cluster is forgotten; one that is only
 * offline keeps what was last read.
 */
export async function sweep<T extends Swept>(options: {
  nodes: readonly { name: string; status: string }[];
  known: Record<string, T>;
  /** Nodes of which what is known is known not to be so any more. */
  outdated?: readonly string[];
  now: Date;
  ask: (node: string) => Promise<T>;
}): Promise<{ nodes: Record<string, T>; gaps: CollectedGap[] }> {
  const { nodes, now, ask, outdated } = options;
  const members = new Set(nodes.map(node => node.name));
  const known = Object.fromEntries(
    Object.entries(options.known).filter(([name]) => members.has(name)),
  );
  const online = nodes
    .filter(node => node.status === 'online')
    .map(node => node.name);
  const gaps: CollectedGap[] = [];
  await Promise.all(
    dueNodes(online, known, now, outdated).map(async name => {
      try {
        known[name] = await ask(name);
      } catch (error) {
        const failure = SourceFailure.from(error);
        gaps.push({ path: `nodes/${name}`, failure });
      }
    }),
  );
  gaps.sort((a, b) => (a.path < b.path ? -1 : 1));
  const names = Object.keys(known).sort();
  return { nodes: Object.fromEntries(names.map(n => [n, known[n]])), gaps };
}
