import { parseQuery } from './parseQuery';

const keys = ['tag', 'node', 'pool'];

/** `-tag=a|b`, `word`, as the query is understood. */
const understood = (text: string) =>
  parseQuery(text, keys).terms.map(
    ({ key, values, isNegated }) =>
      `${isNegated ? '-' : ''}${key ? `${key}=` : ''}${values.join('|')}`,
  );

it.each([
  ['', []],
  ['   ', []],
  ['web', ['web']],
  ['Web PROD', ['web', 'prod']],
  ['tag:prod', ['tag=prod']],
  ['TAG:Prod', ['tag=prod']],
  ['-tag:old', ['-tag=old']],
  ['-web', ['-web']],
  ['-', ['-']],
  ['web-1', ['web-1']],
  ['node:a,b', ['node=a|b']],
  ['node:a,,b,', ['node=a|b']],
  ['tag:', ['tag=']],
  ['pool:"two words"', ['pool=two words']],
  ['pool:"a,b",c', ['pool=a,b|c']],
  ['"two words"', ['two words']],
  ['-"two words"', ['-two words']],
  ['pool:"not closed yet', ['pool=not closed yet']],
  ['""', ['']],
  ['tag:a tag:b', ['tag=a', 'tag=b']],
  ['tag:a:b', ['tag=a:b']],
  ['10.0.0.7', ['10.0.0.7']],
  ['fd00::7', ['fd00::7']],
  ['dead:beef::1', ['dead:beef::1']],
  ['::1', ['::1']],
])('understands %p', (text, terms) => {
  expect(understood(text)).toEqual(terms);
  expect(parseQuery(text, keys).unknownKeys).toEqual([]);
});

it.each([
  ['colour:red', ['colour'], ['colour:red']],
  ['-a:b x:y a:c', ['a', 'x'], ['-a:b', 'x:y', 'a:c']],
  ['http://x', ['http'], ['http://x']],
])('names the keys in %p that do not exist', (text, unknown, terms) => {
  expect(parseQuery(text, keys).unknownKeys).toEqual(unknown);
  expect(understood(text)).toEqual(terms);
});

it('knows where each term stands', () => {
  const text = '  web  -tag:"a b" ';
  for (const term of parseQuery(text, keys).terms) {
    expect(text.slice(term.start, term.end)).toBe(term.text);
  }
  expect(parseQuery(text, keys).terms).toHaveLength(2);
});
