import { orderBy } from './order';

const rows = [
  { name: 'n10', load: 3 },
  { name: 'n2', load: undefined },
  { name: 'n1', load: 20 },
];

it('sorts names as people do', () => {
  expect(orderBy(rows, r => r.name, 'ascending').map(r => r.name)).toEqual([
    'n1',
    'n2',
    'n10',
  ]);
});

it.each([
  ['ascending' as const, [3, 20, undefined]],
  ['descending' as const, [20, 3, undefined]],
])('puts what is not known last when %s', (direction, loads) => {
  expect(orderBy(rows, r => r.load, direction).map(r => r.load)).toEqual(loads);
});
