export { NodePage, NodeView } from './NodePage';
