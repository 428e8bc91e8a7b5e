/**
 * The name of the cluster in `proxmox.clusters`. Alone, on the entity of the cluster; with one of the others, on what is in
 * that cluster.
 *
 * @public
 */
export const ANNOTATION_PROXMOX_CLUSTER = 'proxmox.reverb256.ca/cluster';

/** On the entity of a node, or of what runs on one: the node's name. @public */
export const ANNOTATION_PROXMOX_NODE = 'proxmox.reverb256.ca/node';

/** On the entity of a guest, or of what runs in one: `qemu/100` or `lxc/100`. @public */
export const ANNOTATION_PROXMOX_GUEST = 'proxmox.reverb256.ca/guest';

/** On the entity of a guest: its resource pool, where it has one. An access policy decides by it. @public */
export const ANNOTATION_PROXMOX_POOL = 'proxmox.reverb256.ca/pool';
