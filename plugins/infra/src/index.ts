/**
 * Findings, runs and the audit trail in Backstage.
 *
 * @packageDocumentation
 */
export { infraPlugin as default } from './plugin';
export { infraTrayModule } from './trayModule';
export { infraApiRef, type InfraApi } from './api';
