export { createReadRoutes } from './create-read-routes';
export { guestKey } from './guest-routes';
