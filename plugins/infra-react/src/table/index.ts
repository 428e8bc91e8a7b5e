export type { DataColumn, DataRow } from './DataColumn';
export { DataTable, type DataTableProps } from './DataTable';
export { orderBy, type SortDirection, type SortValue } from './order';
export { saveFile } from './saveFile';
export type { DataSelection } from './useGridSelection';
export type { Sort } from './useSort';
export {
  BytesValue,
  CpuValue,
  LinesValue,
  TableToolbar,
  TextValue,
  TitleValue,
  UptimeValue,
} from './values';
