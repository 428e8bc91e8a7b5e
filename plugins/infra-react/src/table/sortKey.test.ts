import { sortKey } from './sortKey';

it.each([
  ['n1 n2 n10 n20'],
  ['10.0.0.2 10.0.0.10 192.0.2.1'],
  ['a A-1 b'],
  ['echo école edit'],
  ['web-1 web-2 web-10 web-a'],
  ['backup db Web'],
])('sorts as people do: %s', words => {
  const sorted = words
    .split(' ')
    .reverse()
    .map(word => ({ word, key: sortKey(word) }))
    .sort((a, b) => (a.key < b.key ? -1 : 1));
  expect(sorted.map(each => each.word).join(' ')).toBe(words);
});

it('does not care for case and accents', () => {
  expect(sortKey('École 7')).toBe(sortKey('ecole 7'));
});
