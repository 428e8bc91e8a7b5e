import { checkFields, checkParameters } from 'lab/contract';
import { usedEndpoints } from './endpoints';

it.each(usedEndpoints)(
  'the official schema has $method $path as the client uses it',
  ({ method, path, parameters, fields }) => {
    if (method === 'GET') expect(fields).not.toHaveLength(0);
    expect(checkFields(method, path, fields)).toEqual([]);
    expect(checkParameters(method, path, parameters)).toEqual([]);
  },
);

it('does not have what it does not have', () => {
  expect(checkFields('GET', '/cluster/resources', ['[].nothing'])).not.toEqual(
    [],
  );
});
