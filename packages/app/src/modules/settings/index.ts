export { settingsPlugin } from './settingsPlugin';
