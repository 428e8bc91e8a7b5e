export { useSettled } from './useSettled';
