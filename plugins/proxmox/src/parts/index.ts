export { Facts, type Fact } from './Facts';
export { PartTabs, type Part } from './PartTabs';
export { PlainTable, type PlainColumn } from './PlainTable';
export { LoadCharts, type LoadChart } from './LoadCharts';
