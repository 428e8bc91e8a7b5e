export { BytesCell, CpuCell, LinesCell, TextCell, UptimeCell } from './cells';
export { FilterSelect } from './FilterSelect';
export { orderBy, type SortValue } from './order';
export { matchesSearch, searchTextOf } from './search';
export { useUrlFilters, type UrlFilters } from './useUrlFilters';
