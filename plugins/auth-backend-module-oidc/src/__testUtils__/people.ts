import type { Entity, UserEntity } from '@backstage/catalog-model';

function user(
  name: string,
  memberOf: string[],
  more: { email?: string; annotations?: Record<string, string> } = {},
): UserEntity {
  return {
    apiVersion: 'backstage.io/v1alpha1',
    kind: 'User',
    metadata: { name, namespace: 'default', annotations: more.annotations },
    spec: { profile: { email: more.email ?? `${name}@lab.reverb256.ca` } },
    relations: memberOf.map(team => ({
      type: 'memberOf',
      targetRef: `group:default/${team}`,
    })),
  };
}

function group(name: string, parent?: string): Entity {
  return {
    apiVersion: 'backstage.io/v1alpha1',
    kind: 'Group',
    metadata: { name, namespace: 'default' },
    spec: { type: 'team', children: [] },
    relations: parent
      ? [{ type: 'childOf', targetRef: `group:default/${parent}` }]
      : [],
  };
}

/** The catalog of the tests. The provider knows a `stranger` besides, whom the catalog does not. */
export const entities: Entity[] = [
  user('admin', ['night-shift']),
  user('linked', ['platform'], {
    email: 'somebody@else.example',
    annotations: { 'oidc.reverb256.ca/subject': 'linked' },
  }),
  user('outsider', ['visitors']),
  user('unverified', ['platform']),
  group('night-shift', 'platform'),
  // A loop, which a catalog can have for a while.
  group('platform', 'night-shift'),
  group('visitors'),
];
