export {
  orderBy,
  type SortValue,
} from '@reverb256/backstage-plugin-infra-react';
export { BytesCell, CpuCell, LinesCell, TextCell, UptimeCell } from './cells';
export { matchesSearch, searchTextOf } from './search';
