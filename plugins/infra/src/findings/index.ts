export { FindingsIcon } from './FindingsIcon';
export { FindingsPage } from './FindingsPage';
