import { checkFields, checkParameters } from 'lab/contract';
import { usedEndpoints } from './endpoints';

it.each(usedEndpoints)(
  'the official schema has $method $path as the client uses it',
  ({ method, path, parameters, fields }) => {
    expect(checkFields(method, path, fields)).toEqual([]);
    expect(checkParameters(method, path, parameters)).toEqual([]);
  },
);

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
