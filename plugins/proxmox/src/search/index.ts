export { guestResultItem, guestResultType } from './extensions';
export { proxmoxSearchModule } from './searchModule';
