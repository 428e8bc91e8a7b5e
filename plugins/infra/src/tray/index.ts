export { RunsTray } from './RunsTray';
