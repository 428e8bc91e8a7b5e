import { z } from 'zod';
import {
  containerMigrationSchema,
  featureSchema,
  snapshotConfigSchema,
  taggedConfigSchema,
  tagOptionsSchema,
  vmMigrationSchema,
} from './change-schemas';
import { begin, endpoint, read } from './endpoint';

const vm = '/nodes/{node}/qemu/{vmid}';
const container = '/nodes/{node}/lxc/{vmid}';
const digest = 'da39a3ee5e6b4b0d3255bfef95601890afd80709';

/** What operating guests asks, beyond starting and shutting down. */
export const changeEndpoints = {
  stopVm: begin(`${vm}/status/stop`, { 'overrule-shutdown': '1' }),
  stopContainer: begin(`${container}/status/stop`, {
    'overrule-shutdown': '1',
  }),
  rebootVm: begin(`${vm}/status/reboot`, { timeout: '180' }),
  rebootContainer: begin(`${container}/status/reboot`, { timeout: '180' }),
  suspendVm: begin(`${vm}/status/suspend`, { todisk: '1' }),
  resumeVm: begin(`${vm}/status/resume`),

  vmMigration: read(`${vm}/migrate`, vmMigrationSchema),
  containerMigration: read(`${container}/migrate`, containerMigrationSchema),
  migrateVm: begin(`${vm}/migrate`, {
    target: 'sigil',
    online: '1',
    'with-local-disks': '1',
    targetstorage: 'local-lvm',
  }),
  migrateContainer: begin(`${container}/migrate`, {
    target: 'sigil',
    restart: '1',
    'target-storage': 'local-lvm',
  }),

  vmFeature: read(`${vm}/feature`, featureSchema, { feature: 'snapshot' }),
  containerFeature: read(`${container}/feature`, featureSchema, {
    feature: 'snapshot',
  }),
  snapshotVm: begin(`${vm}/snapshot`, {
    snapname: 'before-update',
    description: 'Before the update',
    vmstate: '1',
  }),
  snapshotContainer: begin(`${container}/snapshot`, {
    snapname: 'before-update',
    description: 'Before the update',
  }),
  vmSnapshotTags: read(
    `${vm}/snapshot/{snapname}/config`,
    snapshotConfigSchema,
  ),
  containerSnapshotTags: read(
    `${container}/snapshot/{snapname}/config`,
    snapshotConfigSchema,
  ),
  rollBackVm: begin(`${vm}/snapshot/{snapname}/rollback`, { start: '1' }),
  rollBackContainer: begin(`${container}/snapshot/{snapname}/rollback`, {
    start: '1',
  }),
  deleteVmSnapshot: endpoint(
    'DELETE',
    `${vm}/snapshot/{snapname}`,
    {},
    z.string(),
  ),
  deleteContainerSnapshot: endpoint(
    'DELETE',
    `${container}/snapshot/{snapname}`,
    {},
    z.string(),
  ),

  tagOptions: read('/cluster/options', tagOptionsSchema),
  vmTags: read(`${vm}/config`, taggedConfigSchema),
  containerTags: read(`${container}/config`, taggedConfigSchema),
  setVmTags: endpoint(
    'PUT',
    `${vm}/config`,
    { tags: 'prod;web', delete: 'tags', digest },
    z.unknown(),
  ),
  setContainerTags: endpoint(
    'PUT',
    `${container}/config`,
    { tags: 'prod;web', delete: 'tags', digest },
    z.unknown(),
  ),
};
