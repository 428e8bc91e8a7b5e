import {
  SourceFailure,
  type Collector,
  type SnapshotStore,
} from '@reverb256/backstage-plugin-infra-node';
import type {
  NodeDisks,
  ProxmoxNodeFacts,
} from '@reverb256/backstage-plugin-proxmox-common';
import type { ProxmoxClients } from '@reverb256/backstage-plugin-proxmox-node';
import { toDisks, toSubscription, toUpdates } from '../details/node-parts';
import { SweepCollector } from './sweep-collector';

type Facts = ProxmoxNodeFacts['nodes'][string];

/** What the disks of a node come to. */
export function factsOfDisks(
  disks: NodeDisks,
): Pick<Facts, 'failedDisks' | 'unknownDisks' | 'lifeLeftFraction'> {
  const devicesOf = (health: NodeDisks[number]['health']) =>
    disks
      .filter(disk => disk.health === health)
      .map(disk => disk.device)
      .sort();
  const lives = disks.flatMap(disk => disk.lifeLeftFraction ?? []);
  return {
    failedDisks: devicesOf('failed'),
    unknownDisks: devicesOf('unknown'),
    ...(lives.length > 0 && { lifeLeftFraction: Math.min(...lives) }),
  };
}

const orFailure = async <T>(promise: Promise<T>): Promise<T | SourceFailure> =>
  promise.catch((error: unknown) => SourceFailure.from(error));

/**
 * Asks a node for what changes slowly. What cannot be read is absent, and why is said.
 *
 * @throws SourceFailure when nothing at all can be read
 */
export async function readFacts(
  client: ReturnType<ProxmoxClients['get']>,
  node: string,
  now: Date,
  signal: AbortSignal,
): Promise<Facts> {
  const { details } = client;
  const [disks, subscription, updates] = await Promise.all([
    orFailure(details.nodeDisks(node, { signal })),
    orFailure(details.nodeSubscription(node, { signal })),
    orFailure(details.nodeUpdates(node, { signal })),
  ]);
  const failures = [disks, subscription, updates].filter(
    each => each instanceof SourceFailure,
  );
  if (failures.length === 3) throw failures[0];
  return {
    readAt: now.toISOString(),
    ...(!(disks instanceof SourceFailure) && factsOfDisks(toDisks(disks))),
    ...(!(subscription instanceof SourceFailure) && {
      subscription: toSubscription(subscription).status,
    }),
    ...(!(updates instanceof SourceFailure) && {
      updates: toUpdates(updates).length,
    }),
    ...(failures.length > 0 && {
      problems: failures.map(failure => failure.message),
    }),
  };
}

/** Sweeps the nodes of a cluster for their disks, subscriptions and pending updates. */
export const nodeFactsCollector = (
  clients: ProxmoxClients,
  store: Pick<SnapshotStore, 'read'>,
): Collector<ProxmoxNodeFacts> =>
  new SweepCollector({ kind: 'node-facts', clients, store, ask: readFacts });
