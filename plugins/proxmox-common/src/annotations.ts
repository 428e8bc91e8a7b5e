/** On the entity of a cluster: the name of the cluster in `proxmox.clusters`. @public */
export const ANNOTATION_PROXMOX_CLUSTER = 'proxmox.reverb256.ca/cluster';
