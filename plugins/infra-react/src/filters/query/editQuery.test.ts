import { addTerm, removeTerm, setTerm, termOf, writeTerm } from './editQuery';
import { parseQuery } from './parseQuery';

it.each(['prod', 'two words', 'a,b', ''])(
  'writes %p so that it is read',
  value => {
    const { terms } = parseQuery(writeTerm('tag', value), ['tag']);
    expect(terms).toHaveLength(1);
    expect(terms[0].values).toEqual(value === '' ? [] : [value]);
  },
);

it.each([
  ['', 'tag:prod'],
  ['web', 'web tag:prod'],
  ['tag:prod', 'tag:prod'],
  ['tag:PROD', 'tag:PROD'],
  ['-tag:prod', '-tag:prod tag:prod'],
  ['tag:prod,eu', 'tag:prod,eu tag:prod'],
])('adds a term to %p', (query, result) => {
  expect(addTerm(query, 'tag', 'prod')).toBe(result);
});

it.each([
  ['', 'n1', 'node:n1'],
  ['web node:a,b -node:c tag:x', 'n1', 'web tag:x node:n1'],
  ['web node:a', '', 'web'],
])('sets a key of %p to %p', (query, value, result) => {
  expect(setTerm(query, 'node', value)).toBe(result);
});

it('removes one term and leaves the others as they are', () => {
  const query = 'web  tag:"a b" node:n1';
  const [, tag] = parseQuery(query, ['tag', 'node']).terms;
  expect(removeTerm(query, tag)).toBe('web node:n1');
});

it.each([
  ['node:n1', 'n1'],
  ['web', ''],
  ['node:a,b', ''],
  ['-node:a', ''],
  ['node:a node:b', ''],
  ['node:', ''],
])('reads the one value in %p', (query, value) => {
  expect(termOf(query, 'node')).toBe(value);
});
