export { releasingDatabase } from './releasingDatabase';
