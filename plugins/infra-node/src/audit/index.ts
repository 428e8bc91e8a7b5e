export { createAuditRoutes } from './audit-routes';
export type { AuditEntry, AuditTrail } from './audit-trail';
export * from './chain';
export { DatabaseAuditTrail } from './database-audit-trail';
