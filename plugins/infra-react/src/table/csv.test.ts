import type { DataColumn } from './DataColumn';
import { toCsv } from './csv';

interface Row {
  name: string;
  load?: number;
}

const columns: DataColumn<Row>[] = [
  {
    id: 'name',
    label: 'Guest',
    cell: () => null,
    minWidth: 1,
    text: r => r.name,
  },
  {
    id: 'load',
    label: 'CPU, %',
    cell: () => null,
    minWidth: 1,
    sortValue: r => r.load,
  },
  { id: 'menu', label: 'Menu', cell: () => null, minWidth: 1 },
];

it.each([
  ['web', 'web'],
  ['a,b', '"a,b"'],
  ['say "hi"', '"say ""hi"""'],
  ['=HYPERLINK("x")', '"\'=HYPERLINK(""x"")"'],
  ['-1+1', "'-1+1"],
  ['@sum', "'@sum"],
])('writes %s as %s', (name, written) => {
  expect(toCsv(columns, [{ name, load: 0.5 }])).toBe(
    `Guest,"CPU, %",Menu\r\n${written},0.5,\r\n`,
  );
});

it('says in what numbers are', () => {
  const [name, load] = columns;
  const inUnit = { ...load, label: 'Load', textUnit: '%' };
  expect(toCsv([name, inUnit], [])).toBe('Guest,Load (%)\r\n');
});

it('leaves out what is not known', () => {
  expect(toCsv(columns, [{ name: 'web' }])).toContain('\r\nweb,,\r\n');
});
