export {
  DefaultSnapshotsApi,
  type DefaultSnapshotsApiOptions,
} from './DefaultSnapshotsApi';
export type { PortalProblem, PortalProblemKind } from './PortalProblem';
export type {
  SnapshotsApi,
  SnapshotsResult,
  SourceSnapshot,
} from './SnapshotsApi';
export { useSnapshots } from './useSnapshots';
