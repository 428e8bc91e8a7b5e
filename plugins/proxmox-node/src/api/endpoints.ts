import { z } from 'zod';
import { changeEndpoints } from './change-endpoints';
import { vmStatusSchema } from './change-schemas';
import { detailEndpoints } from './detail-endpoints';
import { begin, endpoint, read, type Endpoint } from './endpoint';
import { fieldPaths } from './field-paths';
import {
  certificateRowSchema,
  clusterStatusRowSchema,
  effectivePermissionsSchema,
  guestStatusSchema,
  haStatusRowSchema,
  nodeRowSchema,
  resourceRowSchema,
  taskLogRowSchema,
  taskRowSchema,
  taskStatusSchema,
  versionSchema,
} from './schemas';

/** Everything that the client asks. */
export const endpoints = {
  version: read('/version', versionSchema),
  clusterStatus: read('/cluster/status', z.array(clusterStatusRowSchema)),
  clusterResources: read('/cluster/resources', z.array(resourceRowSchema)),
  nodes: read('/nodes', z.array(nodeRowSchema)),
  nodeVersion: read('/nodes/{node}/version', versionSchema),
  nodeCertificates: read(
    '/nodes/{node}/certificates/info',
    z.array(certificateRowSchema),
  ),
  accessPermissions: read('/access/permissions', effectivePermissionsSchema),
  haStatus: read('/cluster/ha/status/current', z.array(haStatusRowSchema)),
  vmStatus: read('/nodes/{node}/qemu/{vmid}/status/current', vmStatusSchema),
  containerStatus: read(
    '/nodes/{node}/lxc/{vmid}/status/current',
    guestStatusSchema,
  ),
  startVm: begin('/nodes/{node}/qemu/{vmid}/status/start'),
  startContainer: begin('/nodes/{node}/lxc/{vmid}/status/start'),
  shutDownVm: begin('/nodes/{node}/qemu/{vmid}/status/shutdown', {
    timeout: '180',
  }),
  shutDownContainer: begin('/nodes/{node}/lxc/{vmid}/status/shutdown', {
    timeout: '180',
  }),
  tasks: read('/nodes/{node}/tasks', z.array(taskRowSchema), {
    vmid: '100',
    source: 'all',
    limit: '20',
  }),
  taskStatus: read('/nodes/{node}/tasks/{upid}/status', taskStatusSchema),
  taskLog: read('/nodes/{node}/tasks/{upid}/log', z.array(taskLogRowSchema), {
    start: '0',
    limit: '500',
  }),
  stopTask: endpoint('DELETE', '/nodes/{node}/tasks/{upid}', {}, z.unknown()),
  ...detailEndpoints,
  ...changeEndpoints,
};

export type { Endpoint };

/**
 * The same as data, so that a test can hold it to the official schema: fields are paths into the answer's `data`, as
 * `[].cpu` in rows and `*` where keys are data.
 *
 * @public
 */
export const usedEndpoints: {
  method: string;
  path: string;
  parameters: Record<string, string>;
  fields: string[];
}[] = Object.values(endpoints).map(
  ({ method, path, parameters, response }) => ({
    method,
    path,
    parameters,
    fields: fieldPaths(response),
  }),
);
