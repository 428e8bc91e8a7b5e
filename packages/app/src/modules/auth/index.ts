export { authModule } from './authModule';
export { consentPlugin } from './consentPlugin';
export { oidcAuthApiRef } from './oidcAuthApi';
