import { answer, finding } from './__testUtils__/findings';
import { startInfra, type FakePlugin } from './__testUtils__/backend';

type Infra = Awaited<ReturnType<typeof startInfra>>;

let infra: Infra | undefined;
const start = async (options: Parameters<typeof startInfra>[0]) =>
  (infra = await startInfra(options));

const START = Date.UTC(2026, 10, 24, 3);
const later = (seconds: number) =>
  jest.setSystemTime(Date.now() + seconds * 1000);

beforeEach(() => {
  // Only the clock: everything else runs as it does.
  jest.useFakeTimers({
    now: START,
    doNotFake: [
      'hrtime',
      'nextTick',
      'performance',
      'queueMicrotask',
      'setImmediate',
      'clearImmediate',
      'setInterval',
      'clearInterval',
      'setTimeout',
      'clearTimeout',
    ],
  });
});
afterEach(async () => {
  await infra?.stop();
  infra = undefined;
  jest.useRealTimers();
});

const forge = finding('forge', { entityRef: 'resource:default/forge' });
const orphan = finding('orphan', { entityRef: 'resource:default/orphan' });

/** A plugin whose findings the test changes. */
function proxmox(items = [forge]) {
  const state = { items, unknown: [] as string[] };
  const routes: FakePlugin = {
    '/v1/findings': () => answer(state.items, state.unknown),
  };
  return { state, routes };
}

const listed = async ({ api, as }: Infra, state = 'open') => {
  const { body } = await api
    .get(`/api/infra/v1/findings?state=${state}`)
    .set(as('ann'))
    .expect(200);
  return body;
};

describe('findings', () => {
  it('are gathered with our own credentials, kept, and shown', async () => {
    const callers: string[] = [];
    const app = await start({
      plugins: {
        proxmox: {
          '/v1/findings': caller => {
            callers.push(caller);
            return answer([forge]);
          },
        },
      },
    });
    await app.collect();
    expect(new Set(callers)).toEqual(new Set(['service']));
    expect(await listed(app)).toEqual({
      items: [expect.objectContaining({ ...forge, state: 'open' })],
      unknown: [],
    });
    expect(app.signalled).toContain('infra:findings');

    app.signalled.length = 0;
    await app.collect();
    expect(app.signalled).toEqual([]);
  });

  it('tell the owner once when it opens, and once when it has ended, in the same notification', async () => {
    const { state, routes } = proxmox();
    const app = await start({ plugins: { proxmox: routes } });
    await app.collect();
    await app.collect();
    expect(await app.toldTo('ann')).toEqual(['Node forge of home is offline']);
    expect(await app.toldTo('bob')).toEqual([]);

    state.items = [];
    await app.collect();
    expect((await listed(app)).items).toEqual([]);
    expect(await app.toldTo('ann')).toEqual(['Node forge of home is offline']);
    later(60);
    await app.collect();
    expect(await app.toldTo('ann')).toEqual([
      'Resolved: Node forge of home is offline',
    ]);
    expect((await listed(app, 'all')).items).toMatchObject([
      { id: forge.id, state: 'resolved' },
    ]);
  });

  it('tell nobody of a flap', async () => {
    const { state, routes } = proxmox();
    const app = await start({ plugins: { proxmox: routes } });
    await app.collect();
    const { body: before } = await app.api
      .get('/api/notifications/notifications')
      .set(app.as('ann'));
    for (const items of [[], [forge], [], [forge]]) {
      state.items = items;
      later(10);
      await app.collect();
    }
    later(120);
    await app.collect();
    const { body: after } = await app.api
      .get('/api/notifications/notifications')
      .set(app.as('ann'));
    expect(after.notifications).toEqual(before.notifications);
    const { body } = await app.api
      .get('/api/infra/v1/findings/history')
      .query({ id: forge.id })
      .set(app.as('ann'));
    expect(
      body.items.map((each: { transition: string }) => each.transition),
    ).toEqual(['reopened', 'resolved', 'reopened', 'resolved', 'opened']);
  });

  it('tell the operators where there is no owner', async () => {
    const { routes } = proxmox([orphan, finding('x')]);
    const app = await start({ plugins: { proxmox: routes } });
    await app.collect();
    expect((await app.toldTo('bob')).sort()).toEqual([
      'Node orphan of home is offline',
      'Node x of home is offline',
    ]);
    expect(await app.toldTo('ann')).toEqual([]);
  });

  it('tell when it becomes more severe, and nothing while muted', async () => {
    const { state, routes } = proxmox();
    const app = await start({ plugins: { proxmox: routes } });
    await app.collect();
    const until = new Date(START + 3_600_000).toISOString();
    await app.api
      .post('/api/infra/v1/findings/mute')
      .set(app.as('ann'))
      .send({ id: forge.id, reason: 'moving house', until })
      .expect(200);
    state.items = [{ ...forge, severity: 'critical' }];
    await app.collect();
    expect(await app.toldTo('ann')).toEqual(['Node forge of home is offline']);

    later(3600);
    await app.collect();
    expect(await app.toldTo('ann')).toEqual([
      'More severe: Node forge of home is offline',
    ]);
    expect((await listed(app)).items[0].muted).toBeUndefined();
  });

  it.each<[string, FakePlugin[string], string]>([
    [
      'refuses',
      (_, __, response) =>
        response.status(403).json({ error: { message: 'no' } }),
      'answers 403: no',
    ],
    ['answers rubbish', () => ({ findings: [] }), 'is not understood (items'],
    [
      'speaks for another',
      () => answer([finding('x', { id: 'vault/x' })]),
      "does not begin with 'proxmox/'",
    ],
    [
      'breaks off',
      (_, __, response) => {
        response.socket?.destroy();
      },
      'cannot be asked',
    ],
  ])(
    'stay open when the plugin %s, and the plugin is said to be unknown',
    async (_, fault, message) => {
      const { state, routes } = proxmox();
      const app = await start({
        plugins: {
          proxmox: routes,
          vault: { '/v1/findings': () => answer([]) },
        },
      });
      await app.collect();
      state.items = [];
      const works = routes['/v1/findings'];
      routes['/v1/findings'] = fault;
      await app.collect();
      const { items, unknown } = await listed(app);
      expect(items).toMatchObject([{ id: forge.id, state: 'open' }]);
      expect(unknown).toEqual([
        { pluginId: 'proxmox', message: expect.stringContaining(message) },
      ]);
      expect(await app.toldTo('ann')).toHaveLength(1);

      routes['/v1/findings'] = works;
      await app.collect();
      expect(await listed(app)).toEqual({ items: [], unknown: [] });
    },
  );

  it('stay open when their source is unknown', async () => {
    const { state, routes } = proxmox();
    const app = await start({ plugins: { proxmox: routes } });
    await app.collect();
    Object.assign(state, { items: [], unknown: ['home'] });
    await app.collect();
    expect(await listed(app)).toEqual({
      items: [expect.objectContaining({ id: forge.id, state: 'open' })],
      unknown: [
        { pluginId: 'proxmox', source: 'home', message: 'cannot be read' },
      ],
    });
  });
});

describe('a decision', () => {
  it('is recorded with who and why, in both audit trails, and shown', async () => {
    const { routes } = proxmox();
    const app = await start({ plugins: { proxmox: routes } });
    await app.collect();
    app.signalled.length = 0;
    const { body } = await app.api
      .post('/api/infra/v1/findings/acknowledge')
      .set(app.as('ann'))
      .send({ id: forge.id, reason: ' on my way ' })
      .expect(200);
    expect(body.acknowledged).toEqual({
      by: 'user:default/ann',
      at: new Date(START).toISOString(),
      reason: 'on my way',
    });
    expect(app.signalled).toEqual(['infra:findings']);
    await app.api
      .post('/api/infra/v1/findings/release')
      .set(app.as('bob'))
      .send({ id: forge.id })
      .expect(200);

    const { body: audit } = await app.api
      .get('/api/infra/v1/audit')
      .set(app.as('ann'));
    expect(audit.items).toMatchObject([
      { action: 'release-finding', actor: 'user:default/bob', seq: 2 },
      {
        action: 'acknowledge-finding',
        actor: 'user:default/ann',
        origin: 'page',
        event: 'succeeded',
        resourceId: forge.id,
        resourceTitle: forge.title,
        detail: { reason: 'on my way' },
        pluginId: 'infra',
        seq: 1,
      },
    ]);
    expect(app.audited).toMatchObject([
      {
        eventId: 'finding-decision',
        status: 'succeeded',
        actionType: 'acknowledge',
      },
      { status: 'succeeded', actionType: 'release' },
    ]);
    expect((await listed(app)).items[0].acknowledged).toBeUndefined();
  });

  it.each([
    ['acknowledge', {}, 400, 'id: '],
    ['acknowledge', { id: forge.id }, 400, 'reason: '],
    ['acknowledge', { id: forge.id, reason: '  ' }, 400, 'Say why'],
    ['mute', { id: forge.id, reason: 'x' }, 400, 'until: '],
    [
      'mute',
      { id: forge.id, reason: 'x', until: '2026-11-24T02:59:59.000Z' },
      400,
      'is over',
    ],
    [
      'mute',
      {
        id: 'proxmox/nothing',
        reason: 'x',
        until: '2026-11-25T00:00:00.000Z',
      },
      404,
      "no finding 'proxmox/nothing'",
    ],
    ['release', { id: forge.id }, 409, 'neither acknowledged nor muted'],
  ])('to %s with %j is answered %d', async (name, body, status, message) => {
    const { routes } = proxmox();
    const app = await start({ plugins: { proxmox: routes } });
    await app.collect();
    const response = await app.api
      .post(`/api/infra/v1/findings/${name}`)
      .set(app.as('ann'))
      .send(body);
    expect(response.status).toBe(status);
    expect(response.body.error.message).toContain(message);
    const { body: audit } = await app.api
      .get('/api/infra/v1/audit')
      .set(app.as('ann'));
    expect(audit.items).toEqual([]);
  });

  it('needs a permission of its own', async () => {
    const { routes } = proxmox();
    const app = await start({
      plugins: { proxmox: routes },
      denied: ['infra.finding.update'],
    });
    await app.collect();
    for (const name of ['acknowledge', 'mute', 'release']) {
      const { body } = await app.api
        .post(`/api/infra/v1/findings/${name}`)
        .set(app.as('ann'))
        .send({ id: forge.id, reason: 'x' })
        .expect(403);
      expect(body.error.message).toContain('infra.finding.update');
    }
  });
});
