/**
 * How a page of the Control Center shows a snapshot.
 *
 * @packageDocumentation
 */
export * from './client';
export * from './clock';
export * from './components';
export * from './format';
