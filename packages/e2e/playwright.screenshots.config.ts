export { screenshotsConfig as default } from './src/config/screenshots';
