import type {
  NavContentNavItem,
  NavContentNavItems,
} from '@backstage/plugin-app-react';

const first = [
  'page:proxmox',
  'page:infra/findings',
  'page:infra/runs',
  'page:catalog',
  'page:techdocs',
  'page:search',
  'page:infra/audit',
];
const last = ['page:user-settings'];

/** Most used first, settings last, a page that nobody placed by its title between. */
export function orderPages(items: NavContentNavItems): NavContentNavItem[] {
  const take = (ids: string[]) =>
    ids.flatMap(id => {
      const item = items.take(id);
      return item ? [item] : [];
    });
  const head = take(first);
  const tail = take(last);
  const between = [...items.rest()].sort((a, b) =>
    a.title.localeCompare(b.title),
  );
  return [...head, ...between, ...tail];
}
