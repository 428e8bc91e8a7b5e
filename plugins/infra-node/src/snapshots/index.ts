export * from './collector';
export * from './database-snapshot-store';
export type { CollectedGap, ReadOutcome } from './next-head';
export type {
  SnapshotKind,
  SnapshotSource,
  SnapshotStore,
} from './snapshot-store';
export * from './steady';
