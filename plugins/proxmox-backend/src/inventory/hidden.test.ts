import type { ProxmoxInventory } from '@reverb256/backstage-plugin-proxmox-common';
import { findHidden, hasPrivilege } from './hidden';

const holder = { title: 'Home cluster', token: { id: 'ctrl@pve!portal' } };
const empty: ProxmoxInventory = {
  cluster: {},
  nodes: {},
  guests: {},
  storages: {},
};

describe('hasPrivilege', () => {
  it.each([
    ['granted there', { '/vms': { 'VM.Audit': false } }, '/vms', true],
    ['handed down', { '/': { 'VM.Audit': true } }, '/vms', true],
    ['not handed down', { '/': { 'VM.Audit': false } }, '/vms', false],
    ['handed down two levels', { '/': { 'VM.Audit': true } }, '/vms/100', true],
    [
      'taken away nearer',
      { '/': { 'VM.Audit': true }, '/vms': {} },
      '/vms/100',
      false,
    ],
    ['another one', { '/vms': { 'VM.Console': true } }, '/vms', false],
    ['nothing at all', {}, '/vms', false],
  ])('%s', (_, permissions, path, expected) => {
    expect(hasPrivilege(permissions, path, 'VM.Audit')).toBe(expected);
  });
});

describe('findHidden', () => {
  it('suspects nothing of an inventory that has everything', () => {
    const full: ProxmoxInventory = {
      cluster: {},
      nodes: {
        nexus: {
          name: 'nexus',
          status: 'online',
          cpu: { fraction: 0, cores: 1 },
        },
        forge: { name: 'forge', status: 'offline' },
      },
      guests: {
        'qemu/100': {
          id: 'qemu/100',
          vmid: '100',
          type: 'qemu',
          node: 'nexus',
          status: 'running',
          template: false,
          tags: [],
        },
      },
      storages: {
        'storage/nexus/local': {
          id: 'storage/nexus/local',
          storage: 'local',
          node: 'nexus',
          shared: false,
          status: 'available',
          content: [],
        },
      },
    };
    expect(findHidden(full)).toEqual([]);
  });

  it('tells "none" from "not for you"', () => {
    const [guests, storages] = findHidden(empty);
    const permissions = { '/': { 'VM.Audit': true } };
    expect(guests.explain(permissions, holder)).toBeUndefined();
    expect(storages.explain(permissions, holder)).toMatchObject({
      kind: 'forbidden',
      missing: ['Datastore.Audit on /storage'],
      message:
        'Home cluster shows no storages to the token ctrl@pve!portal: it lacks Datastore.Audit on /storage. Grant a role with it to the user and to the token.',
    });
  });

  it('does not take an unreadable answer for a permission', () => {
    const [guests] = findHidden(empty);
    expect(guests.explain(undefined, holder)).toMatchObject({
      kind: 'forbidden',
      missing: ['VM.Audit on /vms'],
      message: expect.stringContaining('could not be read'),
    });
  });

  it('names the node whose load is not shown', () => {
    const suspects = findHidden({
      ...empty,
      nodes: { nexus: { name: 'nexus', status: 'online' } },
    });
    expect(suspects.map(s => s.path)).toContain('nodes/nexus');
    expect(
      suspects.find(s => s.path === 'nodes/nexus')!.explain({}, holder)
        ?.missing,
    ).toEqual(['Sys.Audit on /nodes/nexus']);
  });
});
