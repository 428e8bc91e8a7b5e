export {
  createFindingsRoute,
  FINDINGS_KIND,
  FindingsCollector,
  findingsDataSchema,
  type FindingsData,
  type FoundNow,
} from './findings';
