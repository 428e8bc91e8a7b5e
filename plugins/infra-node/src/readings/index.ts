export { ReadingCache, type ReadingRequest } from './reading-cache';
export type { TurnLimit } from './turns';
