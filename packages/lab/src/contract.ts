import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { checkValue, shapeAt } from './contract-check.ts';
import type { Contract, Endpoint, Shape } from './contract-types.ts';
import { packageFolder } from './package-folder.ts';
import { verifyParameters } from './parameters.ts';

export type {
  Contract,
  Endpoint,
  EndpointPermissions,
  PermissionCheck,
  Shape,
} from './contract-types.ts';

/** Fields that the API answers and the official schema leaves out. */
interface Unspecified {
  at: string;
  shape: Shape;
  source: string;
}

const folder = join(packageFolder, 'contract');

function readJson<T>(name: string): T {
  return JSON.parse(readFileSync(join(folder, name), 'utf8')) as T;
}

function complete(official: Contract): Contract {
  const unspecified =
    readJson<Record<string, Unspecified[]>>('unspecified.json');
  for (const [name, additions] of Object.entries(unspecified)) {
    const endpoint = official.endpoints.find(
      candidate => `${candidate.method} ${candidate.path}` === name,
    );
    if (!endpoint) throw new Error(`unspecified.json names ${name}`);
    for (const { at, shape } of additions) {
      const target = shapeAt(endpoint.returns, at);
      if (!target) throw new Error(`unspecified.json: ${name} has no ${at}`);
      const { properties, ...rest } = shape;
      Object.assign(target, rest);
      // The official word stands where there is one.
      target.properties = { ...properties, ...target.properties };
    }
  }
  return official;
}

/** The official extract, with the fields of unspecified.json added. */
export const contract: Contract = complete(
  readJson<Contract>('pve-9.2.3.json'),
);

/** Every endpoint that the lab serves. */
export const servedEndpoints: { method: string; path: string }[] =
  contract.endpoints.map(({ method, path }) => ({ method, path }));

/** Values of a template's `{node}` parts, or undefined where it does not fit. */
export function matchPath(
  template: string,
  path: string,
): Record<string, string> | undefined {
  const wanted = template.split('/').filter(Boolean);
  // Perl's find_handler skips empty parts, so `//nodes/` is `/nodes`.
  const given = path.split('/').filter(Boolean);
  if (wanted.length !== given.length) return undefined;
  const values: Record<string, string> = {};
  for (const [index, part] of wanted.entries()) {
    if (part.startsWith('{')) values[part.slice(1, -1)] = given[index];
    else if (part !== given[index]) return undefined;
  }
  return values;
}

/** The endpoint for a method and a path, given as template or filled in. */
export function findEndpoint(
  method: string,
  path: string,
): { endpoint: Endpoint; values: Record<string, string> } | undefined {
  for (const endpoint of contract.endpoints) {
    if (endpoint.method !== method) continue;
    const values = matchPath(endpoint.path, path);
    if (values) return { endpoint, values };
  }
  return undefined;
}

function notInContract(method: string, path: string): string[] {
  return [`${method} ${path}: not in the contract`];
}

/** What of an answer (`{ data }`) the schema does not have. */
export function checkResponse(
  method: string,
  path: string,
  body: unknown,
): string[] {
  const found = findEndpoint(method, path);
  if (!found) return notInContract(method, path);
  if (typeof body !== 'object' || body === null || !('data' in body)) {
    return ['the answer has no data'];
  }
  return checkValue(found.endpoint.returns, body.data, 'data');
}

/** What of a request's parameters (those in the path may be left out) the schema refuses. */
export function checkParameters(
  method: string,
  path: string,
  parameters: Record<string, unknown>,
): string[] {
  const found = findEndpoint(method, path);
  if (!found) return notInContract(method, path);
  const { values } = found;
  const inPath = Object.keys(values);
  const schema = Object.fromEntries(
    Object.entries(found.endpoint.parameters).filter(
      ([name]) => !inPath.includes(name) || name in parameters,
    ),
  );
  return Object.entries(verifyParameters(schema, parameters)).map(
    ([name, message]) => `${name}: ${message}`,
  );
}

/** Which of the fields that a client reads (`[].cpu`, `cpuinfo.cpus`) the schema does not have. */
export function checkFields(
  method: string,
  path: string,
  fieldPaths: string[],
): string[] {
  const found = findEndpoint(method, path);
  if (!found) return notInContract(method, path);
  const { returns } = found.endpoint;
  return fieldPaths
    .filter(fieldPath => !shapeAt(returns, fieldPath))
    .map(fieldPath => `${method} ${path}: no field ${fieldPath}`);
}
