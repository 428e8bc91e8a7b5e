export { BytesCell, CpuCell, LinesCell, TextCell, UptimeCell } from './cells';
export { orderBy, type SortValue } from './order';
export { matchesSearch, searchTextOf } from './search';
