export * from './clusterOptions';
export { matchesSearch, searchTextOf } from './search';
