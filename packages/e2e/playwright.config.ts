export { browserConfig as default } from './src/config/browser';
