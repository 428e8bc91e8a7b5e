export {
  actionsApiRef,
  type ActionDescription,
  type ActionRequest,
  type ActionsApi,
  type ChildRuns,
  type RunLine,
  type RunRef,
  type WatchedRun,
} from './ActionsApi';
export { DefaultActionsApi } from './DefaultActionsApi';
export { formatActor } from './formatActor';
export { useRuns } from './useRuns';
