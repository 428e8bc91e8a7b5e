export { closingDatabase } from './closingDatabase';
