export { authModuleOidc as default } from './module';
