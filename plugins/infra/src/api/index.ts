export { DefaultInfraApi } from './DefaultInfraApi';
export { actionsApi, gatheredApi } from './extensions';
export {
  infraApiRef,
  type AuditExport,
  type AuditSearch,
  type FindingDecisionInput,
  type InfraApi,
  type RunsQuery,
} from './InfraApi';
