import { createPermission } from '@backstage/plugin-permission-common';
import type { PermissionAttributes } from '@backstage/plugin-permission-common';
import { decide } from './roles';
import type { RoleName } from './roles';

type Action = PermissionAttributes['action'];

const ask = (roles: RoleName[], name: string, action?: Action) =>
  decide(roles, createPermission({ name, attributes: { action } })).result;

// Who may: a = admin, o = operator, v = viewer.
it.each<[string, Action, string]>([
  ['catalog.entity.read', 'read', 'aov'],
  ['catalog.location.read', 'read', 'aov'],
  ['catalog.entity.refresh', 'update', 'ao'],
  ['catalog.entity.create', 'create', 'a'],
  ['catalog.entity.delete', 'delete', 'a'],
  ['catalog.entity.validate', undefined, 'a'],
  ['catalog.location.create', 'create', 'a'],
  ['catalog.location.delete', 'delete', 'a'],
  ['catalog.location.analyze', undefined, 'a'],
  ['catalog.ingestion.read', 'read', 'a'],
  ['catalog.ingestion.manage', 'update', 'a'],
  ['devtools.config.read', 'read', 'a'],
  ['scaffolder.action.execute', undefined, 'a'],
  ['proxmox.view', 'read', 'aov'],
  ['proxmox.guest.read', 'read', 'aov'],
  ['proxmox.guest.power', 'update', 'a'],
  ['something.nobody.knows', undefined, 'a'],
])('%s (%s) is for: %s', (name, action, who) => {
  const roles: [RoleName, string][] = [
    ['admin', 'a'],
    ['operator', 'o'],
    ['viewer', 'v'],
  ];
  for (const [role, letter] of roles) {
    expect([role, ask([role], name, action)]).toEqual([
      role,
      who.includes(letter) ? 'ALLOW' : 'DENY',
    ]);
  }
  expect(ask([], name, action)).toBe('DENY');
});

it('gives whoever has several roles what any of them has', () => {
  expect(ask(['operator', 'viewer'], 'catalog.entity.refresh', 'update')).toBe(
    'ALLOW',
  );
});

describe('additions from the configuration', () => {
  const additions = {
    operator: ['proxmox.*', 'vault.mount.delete', 'catalog.*'],
  };

  it.each<[string, Action, 'ALLOW' | 'DENY']>([
    ['proxmox.guest.power', 'update', 'ALLOW'],
    ['proxmox.guest.snapshot', 'create', 'ALLOW'],
    ['proxmox.guest.delete', 'delete', 'DENY'],
    ['proxmox.guest.console', undefined, 'DENY'],
    ['proxmoxy.guest.power', 'update', 'DENY'],
    ['vault.mount.delete', 'delete', 'ALLOW'],
    ['vault.mount.create', 'create', 'DENY'],
    ['catalog.ingestion.read', 'read', 'DENY'],
  ])('decide %s (%s) for an operator: %s', (name, action, expected) => {
    const permission = createPermission({ name, attributes: { action } });

    expect(decide(['operator'], permission, additions).result).toBe(expected);
  });

  it('are for their role alone', () => {
    const permission = createPermission({
      name: 'proxmox.guest.power',
      attributes: { action: 'update' },
    });

    expect(decide(['viewer'], permission, additions).result).toBe('DENY');
  });
});
