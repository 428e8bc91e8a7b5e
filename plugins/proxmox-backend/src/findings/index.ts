export { findInCluster, type ClusterFindings } from './find';
export type { ClusterKnowledge } from './knowledge';
