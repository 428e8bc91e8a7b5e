/**
 * How a page of the Control Center shows a snapshot, and changes something.
 *
 * @packageDocumentation
 */
export * from './actions';
export * from './charts';
export * from './client';
export * from './clock';
export * from './components';
export * from './dialog';
export * from './filters';
export * from './format';
export * from './hooks';
export * from './readings';
export * from './runs';
export * from './table';
