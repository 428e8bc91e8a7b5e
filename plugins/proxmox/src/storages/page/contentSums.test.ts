import { guest, inventory } from '../../__testUtils__/fixtures';
import { kindTitle, seatedGuests, sumKinds } from './contentSums';

const volume = (
  content: string,
  vmid: string | undefined,
  sizeBytes?: number,
) => ({
  volume: `local:${content}/${vmid}-${sizeBytes}`,
  content,
  vmid,
  sizeBytes,
  protected: false,
});

const volumes = [
  volume('images', '100', 40),
  volume('images', '100', 2),
  volume('rootdir', '101', 50),
  volume('images', '999', 8),
  volume('backup', '102', 500),
  volume('iso', undefined, 7),
  volume('iso', undefined),
];

it('sums what is there by its kind, the largest first', () => {
  expect(sumKinds(volumes)).toEqual([
    { kind: 'backup', count: 1, bytes: 500 },
    { kind: 'images', count: 3, bytes: 50 },
    { kind: 'rootdir', count: 1, bytes: 50 },
    { kind: 'iso', count: 2, bytes: 7 },
  ]);
  expect(kindTitle('rootdir')).toBe('Disks of containers');
  expect(kindTitle('constructor')).toBe('constructor');
});

it('finds who sits there: not by backups, and also disks that belong to nobody', () => {
  const known = inventory({
    guests: [guest(100, 'nexus'), guest(101, 'forge', { type: 'lxc' })],
  });
  expect(
    seatedGuests(volumes, known).map(({ vmid, guest: of, disks, bytes }) => [
      vmid,
      of?.name,
      disks,
      bytes,
    ]),
  ).toEqual([
    ['101', 'guest-101', 1, 50],
    ['100', 'guest-100', 2, 42],
    ['999', undefined, 1, 8],
  ]);
});
