export { callerOf, type Caller } from './caller';
export { DatabaseRunStore } from './database-run-store';
export { RunFollower, type RunFollowerOptions } from './run-follower';
export { RunService, type RunServiceOptions } from './run-service';
export type { RunFilter, RunStore } from './run-store';
export { startRuns, type StartRunsOptions } from './start-runs';
