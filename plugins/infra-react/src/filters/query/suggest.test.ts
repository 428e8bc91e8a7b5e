import { suggest, type QueryValue } from './suggest';

const keys = [
  { key: 'tag', description: 'tag' },
  { key: 'type', description: 'kind' },
  { key: 'node', description: 'node' },
];

const values: Record<string, QueryValue[]> = {
  tag: [
    { value: 'prod', count: 3 },
    { value: 'preprod', count: 9 },
    { value: 'two words', count: 1 },
  ],
  type: [{ value: 'vm', count: 5, description: 'virtual machines' }],
  node: [
    { value: 'prod-1', count: 4 },
    { value: 'n10', count: 2 },
    { value: 'n2', count: 2 },
  ],
};

/** What is suggested where `|` stands, and what the query becomes with the first. */
function at(written: string) {
  const found = suggest(
    written.replace('|', ''),
    written.indexOf('|'),
    keys,
    key => values[key],
  );
  const [first] = found;
  return {
    labels: found.map(each => each.label),
    becomes:
      first &&
      `${first.query.slice(0, first.caret)}|${first.query.slice(first.caret)}`,
  };
}

it.each([
  ['|', ['tag:', 'type:', 'node:'], 'tag:|'],
  ['web |', ['tag:', 'type:', 'node:'], 'web tag:|'],
  ['t|', ['tag:', 'type:', 'tag:"two words"'], 'tag:|'],
  ['-ta|', ['-tag:'], '-tag:|'],
  ['tag:|', ['preprod', 'prod', 'two words'], 'tag:preprod |'],
  ['tag:prod|', ['prod', 'preprod'], 'tag:prod |'],
  ['-tag:w|', ['two words'], '-tag:"two words" |'],
  ['tag:prod,|', ['preprod', 'two words'], 'tag:prod,preprod |'],
  ['tag:"two words",p|', ['preprod', 'prod'], 'tag:"two words",preprod |'],
  ['node:n| web', ['n2', 'n10'], 'node:n2 |web'],
  ['prod|', ['tag:preprod', 'node:prod-1', 'tag:prod'], 'tag:preprod |'],
  ['xyz|', [], undefined],
])('suggests for %p', (written, labels, becomes) => {
  expect(at(written)).toEqual({ labels, becomes });
});

it('says how many there are, and what it is', () => {
  const [vm] = suggest('type:', 5, keys, key => values[key]);
  expect(vm.detail).toBe('virtual machines, 5');
});
