export { findInCluster, type ClusterKnowledge } from './find';
