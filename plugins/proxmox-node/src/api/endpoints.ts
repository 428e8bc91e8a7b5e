import { z } from 'zod';
import { coercionTo } from './coerce';
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

/** One method of the API as the client uses it. */
export interface Endpoint<T = unknown> {
  method: 'GET' | 'POST' | 'DELETE';
  /** With `{node}` for what is filled in. */
  path: string;
  /** Those sent besides the ones in the path, each with a value such as is sent. */
  parameters: Record<string, string>;
  response: z.ZodType<T>;
  /** What an answer's `data` goes through before the schema. */
  coerce(data: unknown): unknown;
}

function endpoint<T>(
  method: Endpoint['method'],
  path: string,
  parameters: Record<string, string>,
  response: z.ZodType<T>,
): Endpoint<T> {
  return { method, path, parameters, response, coerce: coercionTo(response) };
}

const read = <T>(
  path: string,
  response: z.ZodType<T>,
  parameters: Record<string, string> = {},
) => endpoint('GET', path, parameters, response);

/** What begins a task answers its UPID. */
const begin = (path: string, parameters: Record<string, string> = {}) =>
  endpoint('POST', path, parameters, z.string());

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
  vmStatus: read('/nodes/{node}/qemu/{vmid}/status/current', guestStatusSchema),
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
};

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
