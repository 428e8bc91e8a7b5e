import { checkFields, checkParameters } from 'lab/contract';
import { usedEndpoints } from './endpoints';

/** The fields that only Proxmox VE 9 tells. */
const since9: Record<string, readonly string[]> = {
  'GET /nodes/{node}/qemu/{vmid}/migrate': [
    'not_allowed_nodes.*.blocking-ha-resources[].sid',
    'not_allowed_nodes.*.blocking-ha-resources[].cause',
    'dependent-ha-resources[]',
  ],
};

/** The endpoints that only Proxmox VE 9 has. */
const onlyIn9 = ['GET /nodes/{node}/lxc/{vmid}/migrate'];

const nameOf = ({ method, path }: { method: string; path: string }) =>
  `${method} ${path}`;
const inBoth = usedEndpoints.filter(each => !onlyIn9.includes(nameOf(each)));

describe.each([
  ['9', usedEndpoints, {}],
  ['8', inBoth, since9],
] as const)('the official schema of %s', (pve, used, untold) => {
  it.each(used)(
    'has $method $path as the client uses it',
    ({ method, path, parameters, fields }) => {
      // What a version does not tell is optional in our schemas.
      const missing: readonly string[] =
        (untold as typeof since9)[`${method} ${path}`] ?? [];
      expect(checkFields(method, path, fields, pve)).toEqual(
        missing.map(field => `${method} ${path}: no field ${field}`),
      );
      expect(checkParameters(method, path, parameters, pve)).toEqual([]);
    },
  );
});

it.each(onlyIn9)('the official schema of 8 does not have %s', name => {
  const [method, path] = name.split(' ');
  expect(checkFields(method, path, ['x'], '8')).toEqual([
    `${name}: not in the contract`,
  ]);
});

it('names the fields of every endpoint that is read', () => {
  const nameless = usedEndpoints.filter(
    ({ method, fields }) => method === 'GET' && fields.length === 0,
  );
  expect(nameless).toEqual([]);
});

it('does not have what it does not have', () => {
  expect(checkFields('GET', '/cluster/resources', ['[].nothing'])).not.toEqual(
    [],
  );
});
