export { StoragesPage } from './StoragesPage';
