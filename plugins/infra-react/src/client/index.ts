export {
  DefaultSnapshotsApi,
  type DefaultSnapshotsApiOptions,
} from './DefaultSnapshotsApi';
export {
  PolledResource,
  type PolledResourceOptions,
  type PolledResult,
} from './PolledResource';
export {
  assertOk,
  PortalClient,
  queryOf,
  type PortalClientOptions,
} from './PortalClient';
export {
  portalProblemOf,
  type PortalProblem,
  type PortalProblemKind,
} from './PortalProblem';
export type {
  SnapshotsApi,
  SnapshotsResult,
  SourceSnapshot,
} from './SnapshotsApi';
export { usePolled } from './usePolled';
export { useSnapshots } from './useSnapshots';
