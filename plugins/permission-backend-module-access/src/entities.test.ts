import {
  AuthorizeResult,
  createPermission,
} from '@backstage/plugin-permission-common';
import { withoutHiddenGuests } from './entities';
import type { Limits } from './limits';

const ALLOW = { result: AuthorizeResult.ALLOW } as const;

const entity = (name: string) =>
  createPermission({
    name,
    attributes: { action: 'read' },
    resourceType: 'catalog-entity',
  });
const read = entity('catalog.entity.read');

const rule = (name: string, params: object) => ({
  rule: name,
  resourceType: 'catalog-entity',
  params,
});
const annotation = (name: string, value: string) =>
  rule('HAS_ANNOTATION', {
    annotation: `proxmox.reverb256.ca/${name}`,
    value,
  });
const noGuest = {
  not: {
    anyOf: [
      rule('HAS_SPEC', { key: 'type', value: 'proxmox-vm' }),
      rule('HAS_SPEC', { key: 'type', value: 'proxmox-container' }),
    ],
  },
};
const onlyIf = (conditions: object) => ({
  result: 'CONDITIONAL',
  pluginId: 'catalog',
  resourceType: 'catalog-entity',
  conditions,
});

it.each<[string, Limits, object]>([
  ['nothing', {}, ALLOW],
  [
    'what is said of other permissions',
    {
      'proxmox.guest.*': { pools: ['home'] },
      'proxmox.guest.read': 'all',
    },
    ALLOW,
  ],
  [
    'pools',
    { 'proxmox.*': { pools: ['home', 'lab'] } },
    onlyIf({
      anyOf: [
        noGuest,
        {
          allOf: [
            { anyOf: [annotation('pool', 'home'), annotation('pool', 'lab')] },
          ],
        },
      ],
    }),
  ],
  [
    'every list, tags in the letters of the catalog',
    {
      'proxmox.guest.read': {
        pools: ['home'],
        tags: ['Team_A'],
        clusters: ['north'],
      },
    },
    onlyIf({
      anyOf: [
        noGuest,
        {
          allOf: [
            { anyOf: [annotation('pool', 'home')] },
            { anyOf: [rule('HAS_METADATA', { key: 'tags', value: 'team-a' })] },
            { anyOf: [annotation('cluster', 'north')] },
          ],
        },
      ],
    }),
  ],
  [
    'a tag of which the catalog keeps nothing, which no guest has there',
    { 'proxmox.guest.read': { pools: ['home'], tags: ['_'] } },
    onlyIf(noGuest),
  ],
])('entities are limited by %s', (_, limits, expected) => {
  expect(withoutHiddenGuests(read, ALLOW, limits)).toEqual(expected);
});

describe('of somebody who reads one pool', () => {
  const limits: Limits = { 'proxmox.guest.read': { pools: ['home'] } };
  const basic = (name: string) =>
    createPermission({ name, attributes: { action: 'read' } });

  it.each([
    ['catalog.entity.refresh', entity('catalog.entity.refresh'), 'CONDITIONAL'],
    ['catalog.entity.delete', entity('catalog.entity.delete'), 'CONDITIONAL'],
    ['catalog.location.read', basic('catalog.location.read'), 'DENY'],
    ['catalog.entity.create', basic('catalog.entity.create'), 'ALLOW'],
    ['infra.run.read', basic('infra.run.read'), 'ALLOW'],
  ])('%s is answered as it must be', (_, permission, result) => {
    expect(withoutHiddenGuests(permission, ALLOW, limits).result).toBe(result);
  });

  it('what is denied stays denied', () => {
    const denied = { result: AuthorizeResult.DENY } as const;
    expect(withoutHiddenGuests(read, denied, limits)).toBe(denied);
  });
});
