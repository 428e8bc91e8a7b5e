export { addTerm, removeTerm, setTerm, termOf, writeTerm } from './editQuery';
export { parseQuery, type Query, type QueryTerm } from './parseQuery';
export { QueryChips } from './QueryChips';
export { QueryField, type QueryFieldProps } from './QueryField';
export type { QueryKey, QueryValue } from './suggest';
