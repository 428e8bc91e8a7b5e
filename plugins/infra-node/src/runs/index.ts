export { callerOf, type Caller } from './caller';
export { DatabaseRunStore } from './database-run-store';
export { RunFollower, type RunFollowerOptions } from './run-follower';
export { RunRefusedError } from './run-refused-error';
export { RunService, type RunServiceOptions } from './run-service';
export type { RunFilter, RunStore } from './run-store';
export type { RunsView } from './runs-view';
export { startRuns, type StartRunsOptions } from './start-runs';
