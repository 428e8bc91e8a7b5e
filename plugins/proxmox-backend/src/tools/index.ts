export { createReadingTools } from './create-reading-tools';
