export {
  FINDINGS_KIND,
  findingsDataSchema,
  type FindingsData,
  type FoundNow,
} from './findings';
export { FindingsCollector, type Find } from './findings-collector';
export { createFindingsRoute } from './findings-route';
export { isUnderGap, keepUnseen } from './keep-unseen';
