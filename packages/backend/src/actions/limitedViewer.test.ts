import { setTimeout as wait } from 'node:timers/promises';
import type { Run } from '@reverb256/backstage-plugin-infra-common';
import { CLUSTER, type Guest } from '../__testUtils__/useLabPortal';
import {
  names,
  NOWHERE,
  PEOPLE,
  POOL,
  usePoolPortal,
  type Person,
} from '../__testUtils__/usePoolPortal';

jest.setTimeout(60_000);

const poolPortal = usePoolPortal();
const { ask, askPortal, ended, guestsSeenBy, preflight, start, stoppedAgain } =
  poolPortal;

let mine: Guest;
let other: Guest;
beforeAll(() => {
  ({ mine, other } = poolPortal.guests);
});

/** What the catalog answers somebody. */
const askCatalog = (person: Person, path: string, body?: object) =>
  askPortal(person, `catalog/${path}`, body);
const entityName = ({ id }: { id: string }) =>
  `${CLUSTER}-guest-${id.split('/')[1]}`;

describe('somebody who sees one pool', () => {
  it('sees no other guest, and cannot tell one from what is not there', async () => {
    const pools = (await guestsSeenBy('tenant')).map(({ pool }) => pool);
    expect(new Set(pools)).toEqual(new Set([POOL]));
    for (const guest of [other, NOWHERE]) {
      expect((await preflight('tenant', guest)).status).toBe(403);
      expect((await start('tenant', guest)).status).toBe(403);
    }
    const [first, second] = await Promise.all(
      [other, NOWHERE].map(guest => start('tenant', guest)),
    );
    expect(first.body.error.message).toBe(second.body.error.message);
  });

  it('sees runs and records of its guests only, also when gathered; their own, and no others cancelled', async () => {
    await stoppedAgain();
    const others = (await start('admin', other)).body as Run;
    const bulk = (
      await ask('admin', 'actions/start-guests', { guests: names(mine) })
    ).body as Run;
    await ended('admin', bulk.id);
    await ended('admin', others.id);

    const { items } = (await ask('tenant', 'runs?limit=500')).body as {
      items: Run[];
    };
    expect(items.length).toBeGreaterThan(0);
    expect(new Set(items.map(({ resource }) => resource.id))).toEqual(
      new Set(names(mine)),
    );
    for (const id of [others.id, bulk.id]) {
      expect((await ask('tenant', `runs/${id}`)).status).toBe(404);
      expect((await ask('tenant', `runs/${id}/log`)).status).toBe(404);
      expect((await ask('tenant', `runs/${id}/cancel`, {})).status).toBe(404);
    }
    for (const path of ['runs', 'audit']) {
      const { status, text } = await askPortal('tenant', `infra/v1/${path}`);
      expect(status).toBe(200);
      expect(text).toContain(`${CLUSTER}/${mine.id}`);
      expect(text).not.toContain(`${CLUSTER}/${other.id}"`);
      expect(text).not.toContain(bulk.resource.id);
    }
  });

  it('sees their own runs of many', async () => {
    await stoppedAgain();
    const { status, body } = await ask('tenant', 'actions/start-guests', {
      guests: names(mine),
    });
    expect(status).toBe(202);
    const run = await ended('tenant', body.id);
    expect(run).toMatchObject({ state: 'succeeded', actor: PEOPLE.tenant.ref });
  });

  it('finds no other guest in the catalog either, and cannot tell one from what is not there', async () => {
    const entities = async (person: Person) => {
      const { text } = await askCatalog(person, 'entities');
      return (
        JSON.parse(text) as {
          metadata: { name: string; annotations: Record<string, string> };
          spec: { type: string };
        }[]
      ).map(({ metadata, spec }) => ({
        name: metadata.name,
        type: spec.type,
        pool: metadata.annotations['proxmox.reverb256.ca/pool'],
      }));
    };
    const named = async (person: Person, name: string) =>
      (await entities(person)).some(each => each.name === name);
    while (!(await named('admin', entityName(other)))) await wait(200);

    const seen = await entities('tenant');
    const guests = seen.filter(({ type }) => type !== 'proxmox-node');
    expect(guests.map(({ name }) => name)).toContain(entityName(mine));
    expect(new Set(guests.map(({ pool }) => pool))).toEqual(new Set([POOL]));
    expect(seen.some(({ type }) => type === 'proxmox-node')).toBe(true);
    // Who reads all guests finds them, whatever else is limited.
    expect(await named('operator', entityName(other))).toBe(true);

    const facets = await askCatalog(
      'tenant',
      'entity-facets?facet=metadata.name',
    );
    expect(facets.text).toContain(entityName(mine));
    expect(facets.text).not.toContain(`"${entityName(other)}"`);

    const without = (text: string, name: string) => text.replaceAll(name, '');
    for (const path of [
      'entities/by-name/resource/default/',
      'entities/by-name/resource/default/NAME/ancestry',
      'locations/by-entity/resource/default/',
    ]) {
      const answers = await Promise.all(
        [entityName(other), entityName(NOWHERE)].map(async name => {
          const { status, text } = await askCatalog(
            'tenant',
            path.includes('NAME') ? path.replace('NAME', name) : path + name,
          );
          return { status, text: without(text, name) };
        }),
      );
      expect(answers[0].status).toBeGreaterThanOrEqual(400);
      expect(answers[0]).toEqual(answers[1]);
    }
    for (const guest of [other, NOWHERE]) {
      const { status } = await askCatalog('tenant', 'refresh', {
        entityRef: `resource:default/${entityName(guest)}`,
      });
      expect(status).toBe(403);
    }
  });
});
