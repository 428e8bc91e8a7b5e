export { matchesSearch, searchTextOf } from './search';
