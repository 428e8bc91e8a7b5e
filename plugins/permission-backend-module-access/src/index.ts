export { permissionModuleAccess as default } from './module';
