/**
 * Findings, runs and the audit trail of all plugins of the Control Center, in one place.
 *
 * @packageDocumentation
 */
export { infraPlugin as default } from './plugin';
export { readInfraSettings, type InfraSettings } from './settings';
