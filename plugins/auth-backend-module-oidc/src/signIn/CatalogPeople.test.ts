import { mockServices } from '@backstage/backend-test-utils';
import type { Entity } from '@backstage/catalog-model';
import { catalogServiceMock } from '@backstage/plugin-catalog-node/testUtils';
import type { Person } from '../claims';
import { DefaultCatalogPeople } from './CatalogPeople';

const SUBJECT = 'oidc.reverb256.ca/subject';

function user(name: string, email?: string, subject?: string): Entity {
  return {
    apiVersion: 'backstage.io/v1alpha1',
    kind: 'User',
    metadata: { name, annotations: subject ? { [SUBJECT]: subject } : {} },
    spec: { profile: { email } },
  };
}

const find = (entities: Entity[], person: Partial<Person>) =>
  DefaultCatalogPeople.create({
    catalog: catalogServiceMock({ entities }),
    auth: mockServices.auth(),
    subjectAnnotation: SUBJECT,
  }).find({ issuer: 'https://idp.example', subject: 's-1', ...person });

const ada = user('ada', 'Ada@Example.org');

it.each<[string, Entity[], Partial<Person>]>([
  ['the verified address', [ada], { verifiedEmail: 'ada@example.org' }],
  ['the subject', [user('ada', 'old@example.org', 's-1')], {}],
  [
    'the subject, when nobody has the address',
    [user('ada', 'old@example.org', 's-1')],
    { verifiedEmail: 'ada@example.org' },
  ],
])('knows somebody by %s', async (_case, entities, person) => {
  expect(await find([...entities, user('bob')], person)).toEqual({
    entity: entities[0],
  });
});

it.each<[string, string, Entity[], Partial<Person>]>([
  [
    'an address that is not verified',
    'email-unverified',
    [ada],
    { unverifiedEmail: 'ada@example.org' },
  ],
  ['no address at all', 'email-unverified', [user('ada')], {}],
  [
    'a subject in another case',
    'email-unverified',
    [user('ada', undefined, 'S-1')],
    {},
  ],
  [
    'an unknown address',
    'not-in-catalog',
    [ada],
    { verifiedEmail: 'eve@example.org' },
  ],
  [
    'an address that two people have',
    'ambiguous',
    [ada, user('ada2', 'ada@example.org')],
    { verifiedEmail: 'ada@example.org' },
  ],
  [
    'an address whose owner has another account',
    'subject-mismatch',
    [user('ada', 'ada@example.org', 's-2')],
    { verifiedEmail: 'ada@example.org' },
  ],
])('does not know somebody by %s', async (_case, code, entities, person) => {
  expect(await find(entities, person)).toEqual({
    refusal: { code, message: expect.any(String) },
  });
});

it('says that it is the catalog which does not answer', async () => {
  const catalog = catalogServiceMock.mock();
  catalog.getEntities.mockRejectedValue(new Error('fetch failed'));
  const people = DefaultCatalogPeople.create({
    catalog,
    auth: mockServices.auth(),
    subjectAnnotation: SUBJECT,
  });

  await expect(
    people.find({ issuer: 'https://idp.example', subject: 's-1' }),
  ).rejects.toThrow(
    'the catalog could not be asked who you are (fetch failed)',
  );
});
