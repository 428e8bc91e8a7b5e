import { createInventory } from './inventory.ts';
import { changeConfig, configOf } from './guest-config.ts';
import type { GuestConfig } from './model.ts';
import { Snapshots } from './snapshots.ts';

const SEED = 1;
const BIRTH = 1_790_000_000;

function setup(vmid: number): { snapshots: Snapshots; guest: GuestConfig } {
  const { guests } = createInventory(SEED, BIRTH);
  const guest = guests.find(candidate => candidate.vmid === vmid)!;
  return { snapshots: new Snapshots(SEED, BIRTH), guest };
}

const names = (snapshots: Snapshots, guest: GuestConfig) =>
  snapshots.list(guest).map(({ name }) => name);

describe('the snapshots of the seed', () => {
  it('are a tree with branches, and none for most', () => {
    const { snapshots, guest } = setup(130);
    const list = snapshots.list(guest);
    expect(list.length).toBeGreaterThanOrEqual(6);
    const children = list.filter(({ parent }) => parent === 'clean');
    expect(children.map(({ name }) => name)).toEqual(['docker', 'podman']);
    const older = list.filter(({ parent, snaptime }) => {
      const origin = list.find(({ name }) => name === parent);
      return origin === undefined || origin.snaptime >= snaptime;
    });
    expect(older.map(({ name }) => name)).toEqual(['clean']);
    expect(list.find(({ vmstate }) => vmstate)?.vmstate).toMatch(
      /^local-lvm:vm-130-state-/,
    );
    const other = setup(100);
    expect(other.snapshots.list(other.guest)).toEqual([]);
  });
});

describe('a snapshot', () => {
  it('comes from the current one, and is the current one then', () => {
    const { snapshots, guest } = setup(140);
    const taken = snapshots.create(guest, {
      name: 'before-2026-12',
      snaptime: BIRTH + 60,
      description: 'before the next',
    });
    expect(taken.parent).toBe('before-2026-11');
    expect(snapshots.parent(guest)).toBe('before-2026-12');
    expect(names(snapshots, guest)).toContain('before-2026-12');
    expect(taken.config).toMatchObject({ name: 'homeassistant' });
    expect(taken.config).not.toHaveProperty('description');
  });

  it('is gone when it was removed, and its followers come from its parent', () => {
    const { snapshots, guest } = setup(140);
    snapshots.remove(guest, 'before-2026-10');
    expect(names(snapshots, guest)).toEqual([
      'before-2026-09',
      'before-2026-11',
    ]);
    expect(snapshots.get(guest, 'before-2026-11').parent).toBe(
      'before-2026-09',
    );
    snapshots.remove(guest, 'before-2026-11');
    expect(snapshots.parent(guest)).toBe('before-2026-09');
    expect(() => snapshots.remove(guest, 'before-2026-11')).toThrow(
      "snapshot 'before-2026-11' does not exist",
    );
  });

  it('brings the configuration back, but not the description', () => {
    const { snapshots, guest } = setup(140);
    const before = configOf(SEED, guest);
    snapshots.create(guest, { name: 'good', snaptime: BIRTH });
    changeConfig(guest, { tags: 'broken', onboot: 0, description: 'new' }, [
      'startup',
    ]);
    guest.cores = 1;
    expect(configOf(SEED, guest)).not.toEqual(before);
    snapshots.rollback(guest, 'good');
    expect(configOf(SEED, guest)).toEqual({ ...before, description: 'new' });
    expect(guest.tags).toBe('home;critical');
    expect(snapshots.parent(guest)).toBe('good');
  });

  it('of before stays what it was when the guest changes', () => {
    const { snapshots, guest } = setup(130);
    snapshots.keep(guest);
    changeConfig(guest, { tags: 'other' });
    expect(snapshots.get(guest, 'clean').config).toMatchObject({ tags: 'ci' });
  });

  it('of long ago had less memory', () => {
    const { snapshots, guest } = setup(130);
    snapshots.rollback(guest, 'clean');
    expect(configOf(SEED, guest)).toMatchObject({ memory: '4096', tags: 'ci' });
    expect(guest.maxmem).toBe(4 * 1024 ** 3);
  });
});
