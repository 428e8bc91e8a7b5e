import type { ProxmoxGuest } from '@reverb256/backstage-plugin-proxmox-common';
import { byName, searchable, searchGuests, wordsOf } from './search-guests';

const guest = (
  vmid: number,
  name: string | undefined,
  tags: string[] = [],
): ProxmoxGuest => ({
  id: `qemu/${vmid}`,
  type: 'qemu',
  vmid: String(vmid),
  name,
  node: 'nexus',
  status: 'running',
  template: false,
  tags,
});
const all = [
  searchable(guest(100, 'web-1', ['prod']), ['10.0.0.5']),
  searchable(guest(1000, 'web-10', ['prod', 'web']), ['10.0.0.50']),
  searchable(guest(101, 'Database', ['web']), ['fd00::5']),
  searchable(guest(102, 'cobweb'), ['192.168.10.5']),
  searchable(guest(103, undefined, ['lost'])),
].sort(byName);
const find = (query: string) =>
  searchGuests(all, query).map(
    ({ guest: { vmid }, matched }) => `${vmid} ${matched}`,
  );

it.each([
  ['web-1', ['100 name', '1000 name']],
  ['web', ['101 tag', '1000 tag', '100 name', '102 name']],
  ['WEB prod', ['1000 tag', '100 name']],
  ['100', ['100 id', '1000 id']],
  ['qemu/101', ['101 id']],
  ['data', ['101 name']],
  ['10.0.0.5', ['100 address', '1000 address']],
  ['fd00::5', ['101 address']],
  // The inside of an address is no word of anybody.
  ['168', []],
  ['lost', ['103 tag']],
  ['web nothing', []],
  ['', []],
  ['   ', []],
])('finds by %j: %j', (query, found) => {
  expect(find(query)).toEqual(found);
});

it('puts equals in the order in which people sort names', () => {
  const names = all.map(({ guest: { vmid } }) => vmid);
  expect(names).toEqual(['102', '101', '100', '1000', '103']);
});

it('takes no more than eight words', () => {
  expect(wordsOf('a b c d e f g h i j')).toHaveLength(8);
});

it('finds among 15,000 guests while a key is pressed', () => {
  const many = Array.from({ length: 15_000 }, (_, i) =>
    searchable(
      guest(100 + i, `app-${i % 700}-${i}`, ['prod', `team-${i % 40}`]),
      [`10.${i % 200}.${(i >> 8) % 200}.${i % 250}`],
    ),
  );
  const begin = performance.now();
  const found = searchGuests(many, 'app team-7');
  expect(found.length).toBeGreaterThan(300);
  expect(searchGuests(many, 'a')).toHaveLength(15_000);
  // A tenth of it where nothing else runs; sorting them all by name took seconds.
  expect(performance.now() - begin).toBeLessThan(1000);
});
