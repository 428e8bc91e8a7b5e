import { ago, guest, inventory, snapshot } from '../__testUtils__/fixtures';
import { guestFilter, parseGuestQuery, renewSearch } from './guestQuery';
import { guestRows } from './guestRows';

const guests = [
  guest(100, 'n1', { name: 'web', tags: ['prod', 'eu'], pool: 'shop' }),
  guest(101, 'n2', { name: 'db', status: 'stopped', haState: 'started' }),
  guest(102, 'n2', { name: 'sick', status: 'io-error', haState: 'error' }),
  guest(103, 'n10', { name: 'files', type: 'lxc', lock: 'backup' }),
  guest(104, 'n3', { name: 'away', lastKnownAt: ago(100) }),
  guest(900, 'n1', { name: 'base', template: true, status: 'stopped' }),
];

const rows = guestRows(
  [
    { snapshot: snapshot('homelab', inventory({ guests })), isLoading: false },
    {
      snapshot: snapshot(
        'garage',
        inventory({ guests: [guest(100, 'n1', { name: 'mail' })] }),
      ),
      isLoading: false,
    },
  ],
  new Date(),
  undefined,
  new Map([['homelab/qemu/101', ['10.0.0.7', 'fd00::7']]]),
);

const all = 'web db sick files away base mail';

it.each([
  ['', all],
  ['WEB', 'web'],
  ['shop', 'web'],
  ['prod eu', 'web'],
  ['prod sick', ''],
  ['10.0.0.7', 'db'],
  ['fd00::7', 'db'],
  ['-web', 'db sick files away base mail'],
  ['tag:prod', 'web'],
  ['tag:pro', ''],
  ['tag:p*', 'web'],
  ['tag:prod,nothing', 'web'],
  ['tag:prod tag:eu', 'web'],
  ['tag:any', 'web'],
  ['tag:none -cluster:garage', 'db sick files away base'],
  ['-tag:prod node:n1', 'base mail'],
  ['tag:', all],
  ['node:n1', 'web base mail'],
  ['node:n2,n3', 'db sick away'],
  ['node:n1*', 'web files base mail'],
  ['node:n.', ''],
  ['status:running', 'web files mail'],
  ['status:stopped', 'db'],
  ['status:other', 'sick'],
  ['status:io-error', 'sick'],
  ['status:last-known', 'away'],
  ['type:vm', 'web db sick away mail'],
  ['type:qemu', 'web db sick away mail'],
  ['type:ct', 'files'],
  ['type:lxc', 'files'],
  ['type:template', 'base'],
  ['pool:shop', 'web'],
  ['pool:none node:n1', 'base mail'],
  ['ha:managed', 'db sick'],
  ['ha:none node:n2', ''],
  ['ha:error', 'sick'],
  ['-ha:none', 'db sick'],
  ['cluster:garage', 'mail'],
  ['cluster:Homelab web', 'web'],
  ['id:100', 'web mail'],
  ['id:10*', 'web db sick files away mail'],
  ['id:qemu/101', 'db'],
  ['lock:any', 'files'],
  ['lock:backup', 'files'],
  ['-lock:none', 'files'],
  ['lock:none node:n10', ''],
])('finds for %p', (text, names) => {
  expect(
    rows
      .filter(guestFilter(parseGuestQuery(text)))
      .map(row => row.name)
      .join(' '),
  ).toBe(names);
});

it.each([
  ['', undefined],
  ['?q=web', undefined],
  ['?status=stopped&node=n1', '?q=status%3Astopped+node%3An1'],
  [
    '?q=web&cluster=my+lab&sort=-cpu',
    '?q=web+cluster%3A%22my+lab%22&sort=-cpu',
  ],
  ['?status=', undefined],
])('renews the address %p', (search, renewed) => {
  const result = renewSearch(new URLSearchParams(search));
  expect(result && [...new URLSearchParams(result)].sort()).toEqual(
    renewed && [...new URLSearchParams(renewed)].sort(),
  );
});
