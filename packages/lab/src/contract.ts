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

/** The generations of Proxmox VE that the lab can be. */
export type Pve = '8' | '9';

const EXTRACTS: Record<Pve, string> = {
  8: 'pve-8.4.5.json',
  9: 'pve-9.2.3.json',
};

/** What the API answers and the official schema does not say, or says otherwise. */
interface Unspecified {
  at: string;
  /** Fields that the schema leaves out. */
  shape?: Shape;
  /** Fields that the schema demands and the API leaves out where there is nothing to say. */
  absent?: string[];
  /** Fields that are a string or a number, whatever the schema says. */
  scalar?: string[];
  /** In this generation alone; absent: in all that have the endpoint. */
  pve?: Pve;
  source: string;
}

function addUnspecified(target: Shape, addition: Unspecified, pve: Pve): void {
  const { properties, ...rest } = addition.shape ?? {};
  Object.assign(target, rest);
  // The official word stands where there is one.
  target.properties = { ...properties, ...target.properties };
  const known = (name: string): Shape => {
    const shape = target.properties?.[name];
    if (!shape && pve === '8') return {};
    if (!shape) throw new Error(`unspecified.json: there is no ${name}`);
    return shape;
  };
  addition.absent?.forEach(name => {
    known(name).optional = true;
  });
  addition.scalar?.forEach(name => {
    known(name).type = 'scalar';
  });
}

const folder = join(packageFolder, 'contract');

function readJson<T>(name: string): T {
  return JSON.parse(readFileSync(join(folder, name), 'utf8')) as T;
}

function complete(pve: Pve): Contract {
  const official = readJson<Contract>(EXTRACTS[pve]);
  const served = readJson<string[]>('endpoints.json');
  const unspecified =
    readJson<Record<string, Unspecified[]>>('unspecified.json');
  for (const [name, additions] of Object.entries(unspecified)) {
    const endpoint = official.endpoints.find(
      candidate => `${candidate.method} ${candidate.path}` === name,
    );
    // One that is served is missing where the generation does not have it.
    if (!endpoint && served.includes(name)) continue;
    if (!endpoint) throw new Error(`unspecified.json names ${name}`);
    for (const addition of additions) {
      if (addition.pve && addition.pve !== pve) continue;
      const target = shapeAt(endpoint.returns, addition.at);
      // What 9 added is not in 8, nor what is to be said of it.
      if (!target && pve === '8') continue;
      if (!target) {
        throw new Error(`unspecified.json: ${name} has no ${addition.at}`);
      }
      addUnspecified(target, addition, pve);
    }
  }
  return official;
}

const contracts = new Map<Pve, Contract>();

/** The official extract of a generation, with the fields of unspecified.json added. */
export function contractOf(pve: Pve = '9'): Contract {
  let contract = contracts.get(pve);
  if (!contract) {
    contract = complete(pve);
    contracts.set(pve, contract);
  }
  return contract;
}

/** Every endpoint that the lab serves as Proxmox VE of a generation. */
export function servedEndpointsOf(
  pve: Pve,
): { method: string; path: string }[] {
  return contractOf(pve).endpoints.map(({ method, path }) => ({
    method,
    path,
  }));
}

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
  pve: Pve = '9',
): { endpoint: Endpoint; values: Record<string, string> } | undefined {
  for (const endpoint of contractOf(pve).endpoints) {
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
  pve: Pve = '9',
): string[] {
  const found = findEndpoint(method, path, pve);
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
  pve: Pve = '9',
): string[] {
  const found = findEndpoint(method, path, pve);
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
  pve: Pve = '9',
): string[] {
  const found = findEndpoint(method, path, pve);
  if (!found) return notInContract(method, path);
  const { returns } = found.endpoint;
  return fieldPaths
    .filter(fieldPath => !shapeAt(returns, fieldPath))
    .map(fieldPath => `${method} ${path}: no field ${fieldPath}`);
}
