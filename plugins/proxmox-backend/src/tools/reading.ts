import type {
  BackstageCredentials,
  PermissionsService,
} from '@backstage/backend-plugin-api';
import {
  isLastKnown,
  snapshotAge,
  snapshotState,
  type Snapshot,
} from '@reverb256/backstage-plugin-infra-common';
import type { SnapshotStore } from '@reverb256/backstage-plugin-infra-node';
import type { ProxmoxInventory } from '@reverb256/backstage-plugin-proxmox-common';
import { z } from 'zod';
import { guestView } from '../guest-view';

/** What the tools need of the plugin. */
export interface ToolDeps {
  store: Pick<SnapshotStore, 'read' | 'sources'>;
  permissions: PermissionsService;
  clock?: () => Date;
}

/** How old an answer is, and what it lacks: part of every tool's output. */
export const readingSchema = {
  readAt: z
    .string()
    .optional()
    .describe('When it was last read: ISO 8601, UTC; absent if never'),
  ageSeconds: z.number().optional().describe('The same as an age'),
  unknown: z
    .array(z.string())
    .describe(
      'What is not known now, and why. Empty only when everything was read just now',
    ),
};

/** How old a snapshot is, and what it lacks. */
export interface Reading {
  readAt?: string;
  ageSeconds?: number;
  unknown: string[];
}

/** Says how old a snapshot is and what it lacks. Pure. */
export function readingOf(snapshot: Snapshot<object>, now: Date): Reading {
  const { collectedAt, error, gaps, title } = snapshot;
  const age = snapshotAge(snapshot, now);
  const state = snapshotState(snapshot, now);
  const unknown = gaps.map(gap => gap.error.message);
  if (error) unknown.unshift(error.message);
  if (state === 'pending') unknown.unshift(`${title} has not been read yet.`);
  if (state === 'stale') {
    unknown.unshift(
      `${title} has not been read for ${Math.round(
        age!,
      )} s: the portal's collector stands still. What is said is the last that was known.`,
    );
  }
  return {
    ...(collectedAt && { readAt: collectedAt, ageSeconds: Math.round(age!) }),
    unknown,
  };
}

/** Whether nobody knows how things are now, only how they were. */
export const isOld = (snapshot: Snapshot<object>, now: Date): boolean =>
  isLastKnown(snapshotState(snapshot, now));

/** The inventories of all clusters, or of the one that is asked for, without the guests that the caller may not see. */
export async function visibleInventories(
  { store, permissions }: ToolDeps,
  credentials: BackstageCredentials,
  cluster?: string,
): Promise<Snapshot<ProxmoxInventory>[]> {
  const names = cluster ? [cluster] : store.sources.map(({ name }) => name);
  const view = await guestView(permissions, credentials);
  return Promise.all(
    names.map(async name => {
      const snapshot = await store.read<ProxmoxInventory>('inventory', name);
      return view ? view.apply(snapshot) : snapshot;
    }),
  );
}
