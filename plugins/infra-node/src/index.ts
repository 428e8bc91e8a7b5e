/**
 * How a backend plugin of the Control Center reaches an upstream, keeps snapshots of it and serves them.
 *
 * @packageDocumentation
 */
export * from './actions';
export * from './audit';
export * from './findings';
export * from './http';
export * from './readings';
export * from './routes';
export * from './runs';
export * from './snapshots';
export * from './source-failure';
