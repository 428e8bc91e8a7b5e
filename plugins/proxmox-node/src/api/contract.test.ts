import { checkFields, checkParameters } from 'lab/contract';
import { usedEndpoints } from './endpoints';

it.each(usedEndpoints)(
  'the official schema has $method $path as the client uses it',
  ({ method, path, parameters, fields }) => {
    expect(fields).not.toHaveLength(0);
    expect(checkFields(method, path, fields)).toEqual([]);
    const values = Object.fromEntries(parameters.map(name => [name, 'x']));
    expect(checkParameters(method, path, values)).toEqual([]);
  },
);

it('does not have what it does not have', () => {
  expect(checkFields('GET', '/cluster/resources', ['[].nothing'])).not.toEqual(
    [],
  );
});
