export { GuestsPage } from './GuestsPage';
