export { GuestPage, GuestView } from './GuestPage';
