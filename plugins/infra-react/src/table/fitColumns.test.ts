import type { DataColumn } from './DataColumn';
import { fitColumns } from './fitColumns';

const column = (
  id: string,
  priority: number,
  isOptional = false,
): DataColumn<{ id: string }> => ({
  id,
  label: id,
  cell: () => null,
  minWidth: 100,
  priority,
  isOptional,
});

const columns = [
  column('name', 9),
  column('status', 1),
  column('node', 3),
  column('tags', 2),
  column('pool', 3),
  column('lock', 1, true),
];

it.each([
  [
    'all while the room is not known',
    undefined,
    {},
    'name status node tags pool',
  ],
  ['all where there is room', 500, {}, 'name status node tags pool'],
  ['not the last of the least important', 499, {}, 'name status node tags'],
  ['not the least important', 300, {}, 'name status tags'],
  ['the first, however little room there is', 10, {}, 'name'],
  ['what was chosen', 300, { pool: true, lock: true }, 'name pool lock'],
  [
    'not what was hidden',
    500,
    { name: false, status: false },
    'name node tags pool',
  ],
])('shows %s', (_what, width, choice, shown) => {
  expect(
    fitColumns(columns, width, choice)
      .map(each => each.id)
      .join(' '),
  ).toBe(shown);
});
