import { checkFields, checkParameters } from 'lab/contract';
import { usedEndpoints } from './endpoints';

/** The fields that only Proxmox VE 9 tells, or all where it alone has the endpoint. */
const since9: Record<string, readonly string[] | 'all'> = {
  'GET /nodes/{node}/qemu/{vmid}/migrate': [
    'not_allowed_nodes.*.blocking-ha-resources[].sid',
    'not_allowed_nodes.*.blocking-ha-resources[].cause',
    'dependent-ha-resources[]',
  ],
  'GET /nodes/{node}/lxc/{vmid}/migrate': 'all',
};

describe.each(['9', '8'] as const)('the official schema of %s', pve => {
  it.each(usedEndpoints)(
    'has $method $path as the client uses it',
    ({ method, path, parameters, fields }) => {
      // What a version does not have, or does not tell, is optional in our schemas.
      const missing = since9[`${method} ${path}`];
      const expected = pve === '8' ? missing ?? [] : [];
      if (expected === 'all') {
        expect(checkFields(method, path, fields, pve)).not.toEqual([]);
        return;
      }
      expect(checkFields(method, path, fields, pve)).toEqual(
        expected.map(field => `${method} ${path}: no field ${field}`),
      );
      expect(checkParameters(method, path, parameters, pve)).toEqual([]);
    },
  );
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
