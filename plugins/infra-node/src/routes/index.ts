export * from './create-router';
export type { OpenApiInfo } from './openapi';
export * from './route';
export * from './snapshot-routes';
