export { FilterSelect, type FilterSelectProps } from './FilterSelect';
export { useUrlFilters, type UrlFilters } from './useUrlFilters';
export * from './query';
