import { mockCredentials } from '@backstage/backend-test-utils';
import { visibleOf, visiblePage } from './runs-view';

const all = Array.from({ length: 25 }, (_, n) => n);
const read = async (last: number | undefined, limit: number) =>
  all.slice(last === undefined ? 0 : last + 1).slice(0, limit);

it.each<[string, (n: number) => boolean, number[], number]>([
  ['everything', () => true, [0, 1, 2], 1],
  ['every fifth', n => n % 5 === 0, [0, 5, 10], 4],
  ['the last alone', n => n === 24, [24], 9],
  ['nothing', () => false, [], 9],
])('fills a page with what may be seen: %s', async (_, sees, page, reads) => {
  let count = 0;
  expect(
    await visiblePage<number>({
      limit: 3,
      read(last) {
        count++;
        return read(last, 3);
      },
      visible: async items => items.filter(sees),
    }),
  ).toEqual({ items: page });
  expect(count).toBe(reads);
});

it('does not look without an end for somebody who may see nothing', async () => {
  let looked = 0;
  const page = await visiblePage<number>({
    limit: 500,
    async read(after = 0) {
      looked += 500;
      return Array.from({ length: 500 }, (_, n) => after + n + 1);
    },
    visible: async items => items.filter(n => n === 9_999),
  });
  // And says from where on nobody has looked: it is not the last page.
  expect(page).toEqual({ items: [9_999], next: 10_000 });
  expect(looked).toBe(10_000);
});

it('shows what one may see, and what is one’s own', async () => {
  const items = [
    { owner: 'user:default/ann', id: 'hidden' },
    { owner: 'user:default/otto', id: 'seen' },
    { owner: 'user:default/otto', id: 'hidden' },
    { owner: undefined, id: 'hidden' },
  ];
  const visible = await visibleOf(
    items,
    ({ owner, id }) => ({ owner, resource: { type: 't', id, title: id } }),
    mockCredentials.user('user:default/ann'),
    async resources => resources.map(({ id }) => id === 'seen'),
  );
  expect(visible).toEqual(items.slice(0, 2));
});
