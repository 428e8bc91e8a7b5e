/**
 * The words that every infrastructure plugin of the Control Center shares.
 *
 * @packageDocumentation
 */
export * from './audit';
export * from './finding';
export * from './gathered';
export * from './health';
export * from './merge-patch';
export * from './permissions';
export * from './reading';
export * from './run';
export * from './snapshot';
export * from './snapshot-state';
export * from './source-error';
