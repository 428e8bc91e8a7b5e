import { z } from 'zod';
import { read } from './endpoint';
import {
  agentFileSystemsSchema,
  agentInterfacesSchema,
  agentOsSchema,
  containerInterfaceSchema,
  containerSnapshotRowSchema,
  containerStatusRowSchema,
  guestHistoryRowSchema,
  pendingRowSchema,
  vmSnapshotRowSchema,
  vmStatusRowSchema,
} from './guest-detail-schemas';
import {
  diskRowSchema,
  managerStatusSchema,
  networkRowSchema,
  nodeHistoryRowSchema,
  nodeStatusRowSchema,
  replicationRowSchema,
  serviceRowSchema,
  subscriptionRowSchema,
  updateRowSchema,
} from './node-detail-schemas';
import {
  notBackedUpRowSchema,
  storageContentRowSchema,
  storageHistoryRowSchema,
} from './storage-detail-schemas';
import { taskDetailRowSchema } from './task-schemas';

const node = '/nodes/{node}';
const vm = `${node}/qemu/{vmid}`;
const container = `${node}/lxc/{vmid}`;
const storage = `${node}/storage/{storage}`;
const timeframe = { timeframe: 'week' };

/** What is read of one node, guest or storage when somebody looks at it, and of tasks. */
export const detailEndpoints = {
  nodeStatus: read(`${node}/status`, nodeStatusRowSchema),
  nodeHistory: read(
    `${node}/rrddata`,
    z.array(nodeHistoryRowSchema),
    timeframe,
  ),
  nodeDisks: read(`${node}/disks/list`, z.array(diskRowSchema)),
  nodeNetwork: read(`${node}/network`, z.array(networkRowSchema)),
  nodeServices: read(`${node}/services`, z.array(serviceRowSchema)),
  nodeUpdates: read(`${node}/apt/update`, z.array(updateRowSchema)),
  nodeSubscription: read(`${node}/subscription`, subscriptionRowSchema),
  nodeReplication: read(`${node}/replication`, z.array(replicationRowSchema), {
    guest: '100',
  }),
  managerStatus: read('/cluster/ha/status/manager_status', managerStatusSchema),

  vmStatusDetails: read(`${vm}/status/current`, vmStatusRowSchema),
  containerStatusDetails: read(
    `${container}/status/current`,
    containerStatusRowSchema,
  ),
  vmPending: read(`${vm}/pending`, z.array(pendingRowSchema)),
  containerPending: read(`${container}/pending`, z.array(pendingRowSchema)),
  vmSnapshots: read(`${vm}/snapshot`, z.array(vmSnapshotRowSchema)),
  containerSnapshots: read(
    `${container}/snapshot`,
    z.array(containerSnapshotRowSchema),
  ),
  vmHistory: read(`${vm}/rrddata`, z.array(guestHistoryRowSchema), timeframe),
  containerHistory: read(
    `${container}/rrddata`,
    z.array(guestHistoryRowSchema),
    timeframe,
  ),
  agentInterfaces: read(
    `${vm}/agent/network-get-interfaces`,
    agentInterfacesSchema,
  ),
  agentFileSystems: read(`${vm}/agent/get-fsinfo`, agentFileSystemsSchema),
  agentOs: read(`${vm}/agent/get-osinfo`, agentOsSchema),
  containerInterfaces: read(
    `${container}/interfaces`,
    z.array(containerInterfaceSchema),
  ),

  storageHistory: read(
    `${storage}/rrddata`,
    z.array(storageHistoryRowSchema),
    timeframe,
  ),
  storageContent: read(`${storage}/content`, z.array(storageContentRowSchema), {
    content: 'backup',
    vmid: '100',
  }),
  notBackedUp: read(
    '/cluster/backup-info/not-backed-up',
    z.array(notBackedUpRowSchema),
  ),

  clusterTasks: read('/cluster/tasks', z.array(taskDetailRowSchema)),
  nodeTasks: read(`${node}/tasks`, z.array(taskDetailRowSchema), {
    source: 'all',
    limit: '50',
    start: '0',
    since: '1764000000',
    until: '1764000000',
    vmid: '100',
    typefilter: 'qmstart',
    userfilter: 'root',
    errors: '1',
  }),
};
