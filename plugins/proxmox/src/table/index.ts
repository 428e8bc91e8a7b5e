export * from './clusterOptions';
export {
  InventoryTablePage,
  isPartUnknown,
  type InventoryTableProps,
} from './InventoryTablePage';
export { matchesSearch, searchTextOf } from './search';
