import { setTimeout as wait } from 'node:timers/promises';
import type {
  AuditRecord,
  Preflight,
  Run,
  Snapshot,
} from '@reverb256/backstage-plugin-infra-common';
import { startLab, type Lab } from 'lab/testing';
import { withAssistant } from '../__testUtils__/doors';
import { startPortal, type Portal } from '../__testUtils__/startPortal';
import { testSignIn } from '../__testUtils__/testSignIn';

jest.setTimeout(60_000);

const CLUSTER = 'reverb256';
const POOL = 'home';

interface Guest {
  id: string;
  status: string;
  template: boolean;
  pool?: string;
  haState?: string;
}

const groups = (role: string) => [`group:default/platform-${role}s`];
const PEOPLE = {
  admin: { ref: 'user:default/ann', groups: groups('admin') },
  operator: { ref: 'user:default/otto', groups: groups('operator') },
  // Sees only the pool, too.
  tenant: { ref: 'user:default/tess', groups: ['group:default/tenants'] },
};
type Person = keyof typeof PEOPLE;

let lab: Lab;
let portal: Portal;
let tokens: Record<Person, string>;
/** A guest of the pool, and one that is not, both stopped. */
let mine: Guest;
let other: Guest;

async function ask(person: Person, path: string, body?: object) {
  const response = await fetch(`${portal.url}/api/proxmox/v1/${path}`, {
    method: body ? 'POST' : 'GET',
    headers: {
      authorization: `Bearer ${tokens[person]}`,
      'content-type': 'application/json',
    },
    body: body && JSON.stringify(body),
  });
  return { status: response.status, body: await response.json() };
}

const start = (person: Person, { id }: { id: string }) =>
  ask(person, 'actions/start-guest', { cluster: CLUSTER, guest: id });
const preflight = (person: Person, { id }: { id: string }) =>
  ask(person, 'actions/start-guest/preflight', { cluster: CLUSTER, guest: id });
const names = (...guests: { id: string }[]) =>
  guests.map(({ id }) => `${CLUSTER}/${id}`);
const guestsSeenBy = async (person: Person) => {
  const { body } = await ask(person, `snapshots/inventory/${CLUSTER}`);
  const { data } = body as Snapshot<{ guests: Record<string, Guest> }>;
  return Object.values(data?.guests ?? {});
};
async function ended(person: Person, id: string): Promise<Run> {
  for (;;) {
    const run = (await ask(person, `runs/${id}`)).body as Run;
    if (run.endedAt) return run;
    await lab.control.advance(2);
    await wait(100);
  }
}

/** What the catalog answers somebody. */
const askCatalog = async (person: Person, path: string, body?: object) => {
  const response = await fetch(`${portal.url}/api/catalog/${path}`, {
    method: body ? 'POST' : 'GET',
    headers: {
      authorization: `Bearer ${tokens[person]}`,
      'content-type': 'application/json',
    },
    body: body && JSON.stringify(body),
  });
  return { status: response.status, text: await response.text() };
};
const entityName = ({ id }: { id: string }) =>
  `${CLUSTER}-guest-${id.split('/')[1]}`;

/** The lab is as it was in the beginning, and the portal has seen that. */
async function stoppedAgain(): Promise<void> {
  await lab.control.reset();
  const isStopped = async () =>
    (await guestsSeenBy('admin')).some(
      ({ id, status }) => id === mine.id && status === 'stopped',
    );
  while (!(await isStopped())) await wait(200);
}

beforeAll(async () => {
  lab = await startLab({ only: ['proxmox'] });
  const services = lab.read().services.proxmox;
  const tokenOf = (id: string) => ({
    id,
    secret: services[0].tokens.find(each => each.id === id)!.secret,
  });
  portal = await startPortal({
    features: [testSignIn],
    config: {
      access: {
        roles: {
          admin: { groups: groups('admin') },
          operator: {
            groups: groups('operator'),
            permissions: ['proxmox.*'],
            limits: {
              'proxmox.guest.*': { pools: [POOL] },
              'proxmox.guest.read': 'all',
            },
          },
          viewer: {
            groups: ['group:default/tenants'],
            permissions: [
              'proxmox.operate',
              'proxmox.guest.power',
              'infra.audit.read',
            ],
            limits: { 'proxmox.guest.*': { pools: [POOL] } },
          },
        },
      },
      catalog: {
        locations: [],
        providers: {
          proxmox: { defaultOwner: 'platform-admins', everySeconds: 10 },
        },
      },
      proxmox: {
        clusters: [
          {
            name: CLUSTER,
            endpoints: services.map(({ url, fingerprint }) => ({
              url,
              fingerprint,
            })),
            token: tokenOf('ctrl@pve!portal'),
            operate: { token: tokenOf('ctrl@pve!operate') },
          },
        ],
      },
    },
  });
  const tokenList = await Promise.all(
    Object.entries(PEOPLE).map(async ([name, person]) => [
      name,
      await portal.tokenOf(person),
    ]),
  );
  tokens = Object.fromEntries(tokenList);
  for (;;) {
    const guests = (await guestsSeenBy('admin')).filter(
      guest => guest.status === 'stopped' && !guest.template && !guest.haState,
    );
    if (guests.length > 0) {
      mine = guests.find(({ pool }) => pool === POOL)!;
      other = guests.find(({ pool }) => pool !== POOL)!;
      break;
    }
    await wait(200);
  }
}, 120_000);
afterAll(async () => {
  await portal?.stop();
  await lab?.stop();
});

const NOWHERE = { id: 'qemu/999999' };

describe('an operator of one pool', () => {
  it('sees all guests', async () => {
    const pools = (await guestsSeenBy('operator')).map(({ pool }) => pool);
    expect(pools).toContain(POOL);
    expect(pools.some(pool => pool !== POOL)).toBe(true);
  });

  it('starts what is in it, and sees in the dialog that the rest is not theirs', async () => {
    const before = (await preflight('operator', other)).body as Preflight;
    expect(before).toMatchObject({ allowed: false, effects: [] });
    const refused = await start('operator', other);
    expect(refused.status).toBe(403);
    expect(refused.body.error.message).toContain('proxmox.guest.power');

    expect((await preflight('operator', mine)).body).toMatchObject({
      allowed: true,
      obstacles: [],
    });
    const { status, body } = await start('operator', mine);
    expect(status).toBe(202);
    expect((await ended('operator', body.id)).state).toBe('succeeded');
    const { items } = (
      await ask('admin', `audit?resource=${CLUSTER}/${other.id}`)
    ).body as { items: AuditRecord[] };
    expect(items[0]).toMatchObject({
      event: 'refused',
      actor: PEOPLE.operator.ref,
    });
  });

  it('is told which guests of a bulk action are not theirs, or not there, and nothing is begun', async () => {
    const input = { guests: names(mine, other, NOWHERE) };
    const before = await ask(
      'operator',
      'actions/start-guests/preflight',
      input,
    );
    expect(before.body).toMatchObject({ allowed: false });
    const { status, body } = await ask(
      'operator',
      'actions/start-guests',
      input,
    );
    expect(status).toBe(403);
    expect(body.error.message).toContain(
      `Not there, or not yours to change: ${names(other, NOWHERE).join(', ')}.`,
    );
    await stoppedAgain();
    const allowed = await ask('operator', 'actions/start-guests/preflight', {
      guests: names(mine),
    });
    expect(allowed.body).toMatchObject({ allowed: true, obstacles: [] });
  });

  it('is refused the same as a tool', async () => {
    const answer = await withAssistant(portal, tokens.operator, client =>
      client.callTool({
        name: 'proxmox.start-guest',
        arguments: { cluster: CLUSTER, guest: other.id },
      }),
    );
    expect(answer.isError).toBe(true);
    expect(JSON.stringify(answer.content)).toContain('proxmox.guest.power');
  });
});

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
      const response = await fetch(`${portal.url}/api/infra/v1/${path}`, {
        headers: { authorization: `Bearer ${tokens.tenant}` },
      });
      const text = await response.text();
      expect(response.status).toBe(200);
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
