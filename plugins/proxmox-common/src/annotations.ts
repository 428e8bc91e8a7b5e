/** On the entity of a cluster: the name of the cluster in `proxmox.clusters`. @public */
export const ANNOTATION_PROXMOX_CLUSTER = 'proxmox.reverb256.ca/cluster';

/**
 * On the entity of a node: its name in the cluster. It goes with {@link ANNOTATION_PROXMOX_CLUSTER}.
 *
 * @public
 */
export const ANNOTATION_PROXMOX_NODE = 'proxmox.reverb256.ca/node';

/**
 * On the entity of a guest, or of whatever runs in one: `qemu/100` or `lxc/100`. It goes with
 * {@link ANNOTATION_PROXMOX_CLUSTER}.
 *
 * @public
 */
export const ANNOTATION_PROXMOX_GUEST = 'proxmox.reverb256.ca/guest';
