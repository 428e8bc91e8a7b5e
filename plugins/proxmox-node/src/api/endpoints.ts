import { z } from 'zod';
import { coercionTo } from './coerce';
import { fieldPaths } from './field-paths';
import {
  clusterStatusRowSchema,
  effectivePermissionsSchema,
  nodeRowSchema,
  resourceRowSchema,
  versionSchema,
} from './schemas';

/** One method of the API as the client uses it. */
export interface Endpoint<T = unknown> {
  method: 'GET';
  /** With `{node}` for what is filled in. */
  path: string;
  /** Those sent besides the ones in the path. */
  parameters: string[];
  response: z.ZodType<T>;
  /** What an answer's `data` goes through before the schema. */
  coerce(data: unknown): unknown;
}

function read<T>(path: string, response: z.ZodType<T>): Endpoint<T> {
  return {
    method: 'GET',
    path,
    parameters: [],
    response,
    coerce: coercionTo(response),
  };
}

/** Everything that the client asks. */
export const endpoints = {
  version: read('/version', versionSchema),
  clusterStatus: read('/cluster/status', z.array(clusterStatusRowSchema)),
  clusterResources: read('/cluster/resources', z.array(resourceRowSchema)),
  nodes: read('/nodes', z.array(nodeRowSchema)),
  nodeVersion: read('/nodes/{node}/version', versionSchema),
  accessPermissions: read('/access/permissions', effectivePermissionsSchema),
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
  parameters: string[];
  fields: string[];
}[] = Object.values(endpoints).map(
  ({ method, path, parameters, response }) => ({
    method,
    path,
    parameters,
    fields: fieldPaths(response),
  }),
);
