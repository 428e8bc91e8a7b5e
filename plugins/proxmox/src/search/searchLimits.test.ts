import { searchLimits } from './searchLimits';

const now = new Date('2026-11-24T06:00:00Z');
const cluster: Parameters<typeof searchLimits>[0][number] = {
  cluster: 'home',
  title: 'Homelab',
  collectedAt: '2026-11-24T05:55:00Z',
  isOld: false,
  isPartial: false,
  guests: 30,
  withAddresses: 12,
};
const error = {
  kind: 'unreachable' as const,
  message: 'No endpoint answers.',
  since: '2026-11-24T05:55:00Z',
};

it.each<[string, string, Partial<typeof cluster>, string[]]>([
  ['all that was looked at', 'web', {}, []],
  [
    'one that was never read',
    'web',
    { collectedAt: undefined, isOld: true, error },
    [
      'Homelab has not been read yet: none of its guests can be found. No endpoint answers.',
    ],
  ],
  [
    'one that is not read any more',
    'web',
    { isOld: true, error },
    [
      'Homelab was last read 5 min ago: how its guests are now is not known. No endpoint answers.',
    ],
  ],
  [
    'one that was read in part',
    'web',
    { isPartial: true },
    ['Homelab could be read in part only: it may have more guests.'],
  ],
  [
    'addresses that are not known',
    'web 10.0.',
    {},
    ['Of Homelab the addresses of 12 of 30 guests are known.'],
  ],
  [
    'addresses of version 6',
    'fd00::5',
    {},
    ['Of Homelab the addresses of 12 of 30 guests are known.'],
  ],
  ['addresses that are all known', '10.0.0.5', { withAddresses: 30 }, []],
])('a search is limited by %s', (_, term, more, expected) => {
  expect(searchLimits([{ ...cluster, ...more }], term, now)).toEqual(expected);
});
