import { mockCredentials } from '@backstage/backend-test-utils';
import type { Run } from '@reverb256/backstage-plugin-infra-common';
import { record } from './__testUtils__/audit';
import {
  RESTRICTED,
  startInfra,
  type Answer,
  type FakePlugin,
} from './__testUtils__/backend';
import { iso } from './__testUtils__/findings';

type Infra = Awaited<ReturnType<typeof startInfra>>;

let infra: Infra | undefined;
const start = async (plugins: Record<string, FakePlugin>, denied?: string[]) =>
  (infra = await startInfra({
    plugins: Object.fromEntries(
      Object.entries(plugins).map(([id, routes]) => [
        id,
        { '/v1/findings': () => ({ items: [], unknown: [] }), ...routes },
      ]),
    ),
    denied,
  }));
afterEach(async () => {
  await infra?.stop();
  infra = undefined;
});

const run = (pluginId: string, second: number, actor: string): Run => ({
  id: `${pluginId}-${second}`,
  pluginId,
  action: 'start-guest',
  title: 'Start guest web-1',
  resource: { type: 'proxmox-guest', id: 'home/qemu/100', title: 'web-1' },
  actor,
  origin: 'page',
  input: {},
  destructive: false,
  state: 'running',
  cancellable: false,
  createdAt: iso(second),
  updatedAt: iso(second),
});

/** Shows each person their own runs. */
const ownRuns =
  (pluginId: string, seconds: number[]): Answer =>
  caller => ({ items: seconds.map(second => run(pluginId, second, caller)) });

const refuse: Answer = (_, __, response) =>
  response
    .status(403)
    .json({ error: { message: 'This needs infra.run.read' } });

describe('runs of all plugins', () => {
  it('are told as far as every plugin has looked, and from where to go on', async () => {
    const { api, as } = await start({
      proxmox: {
        '/v1/runs': caller => ({
          items: [run('proxmox', 9, caller)],
          next: `${iso(5)}/proxmox-5`,
        }),
      },
      vault: { '/v1/runs': ownRuns('vault', [7, 3]) },
    });
    const { body } = await api
      .get('/api/infra/v1/runs')
      .set(as('ann'))
      .expect(200);
    expect(body.items.map(({ id }: Run) => id)).toEqual([
      'proxmox-9',
      'vault-7',
    ]);
    expect(body.next).toBe(`${iso(5)}/proxmox-5`);
  });

  it('are asked for on behalf of the person, and merged, the newest first', async () => {
    const queries: unknown[] = [];
    const { api, as } = await start({
      proxmox: {
        '/v1/runs': (caller, request, response) => {
          queries.push(request.query);
          return ownRuns('proxmox', [40, 10])(caller, request, response);
        },
      },
      vault: { '/v1/runs': ownRuns('vault', [30, 20]) },
    });
    const { body } = await api
      .get('/api/infra/v1/runs?active=true&actor=user:default/ann&limit=3')
      .set(as('ann'))
      .expect(200);
    expect(body.unknown).toEqual([]);
    expect(body.items.map((each: Run) => [each.id, each.actor])).toEqual([
      ['proxmox-40', 'user:default/ann'],
      ['vault-30', 'user:default/ann'],
      ['vault-20', 'user:default/ann'],
    ]);
    expect(queries).toEqual([
      { active: 'true', actor: 'user:default/ann', limit: '3' },
    ]);
  });

  it.each<[string, Answer | undefined, string]>([
    ['refuses the person', refuse, 'This needs infra.run.read'],
    ['is not installed', undefined, 'does not serve /v1/runs'],
    ['answers rubbish', () => ({ items: [{ id: 1 }] }), 'is not understood'],
  ])('of one that %s are unknown', async (_, fault, message) => {
    const { api, as } = await start({
      proxmox: { '/v1/runs': ownRuns('proxmox', [40]) },
      vault: fault ? { '/v1/runs': fault } : {},
    });
    const { body } = await api
      .get('/api/infra/v1/runs')
      .set(as('ann'))
      .expect(200);
    expect(body.items).toHaveLength(1);
    expect(body.unknown).toEqual([
      { pluginId: 'vault', message: expect.stringContaining(message) },
    ]);
  });

  it('are refused to a machine whose token cannot be passed on, with where to ask', async () => {
    const { api } = await start({
      proxmox: { '/v1/runs': ownRuns('proxmox', [40]) },
    });
    const machine = mockCredentials.service.header({
      onBehalfOf: mockCredentials.service(RESTRICTED),
      targetPluginId: 'infra',
    });
    for (const path of ['runs', 'audit', 'audit/export', 'audit/verify']) {
      const { body } = await api
        .get(`/api/infra/v1/${path}`)
        .set('Authorization', machine)
        .expect(403);
      expect(body.error.message).toContain('Ask /api/proxmox with it directly');
    }
    // What is our own is answered.
    await api
      .get('/api/infra/v1/findings')
      .set('Authorization', machine)
      .expect(200);
  });

  it.each([
    ['findings', 'infra.finding.read'],
    ['findings/history?id=x', 'infra.finding.read'],
    ['runs', 'infra.run.read'],
    ['audit', 'infra.audit.read'],
    ['audit/export', 'infra.audit.read'],
    ['audit/verify', 'infra.audit.read'],
  ])('and all else need a permission: %s', async (path, permission) => {
    const { api, as } = await start({ proxmox: {} }, [permission]);
    const { body } = await api
      .get(`/api/infra/v1/${path}`)
      .set(as('ann'))
      .expect(403);
    expect(body.error.message).toContain(permission);
  });
});

describe('the audit trail of all plugins', () => {
  const trail =
    (pluginId: string, seconds: number[]): Answer =>
    (_, request) => {
      const { before, limit } = request.query;
      return {
        items: seconds
          .map((second, index) => record(pluginId, index + 1, second))
          .reverse()
          .filter(each => !before || each.seq < Number(before))
          .slice(0, Number(limit)),
      };
    };
  const plugins = {
    proxmox: {
      '/v1/audit': trail('proxmox', [1, 4, 5]),
      '/v1/audit/verify': () => ({ ok: true, checked: 3, problems: [] }),
    },
    vault: {
      '/v1/audit': trail('vault', [2, 3]),
      '/v1/audit/verify': () => ({
        ok: false,
        checked: 2,
        problems: [{ seq: 2, problem: 'It was changed' }],
      }),
    },
  };

  it('is shown in pages', async () => {
    const { api, as } = await start(plugins);
    const seen: string[] = [];
    let cursor: string | undefined;
    do {
      const { body } = await api
        .get('/api/infra/v1/audit')
        .query({ limit: 2, ...(cursor && { cursor }) })
        .set(as('ann'))
        .expect(200);
      seen.push(
        ...body.items.map(
          (each: { pluginId: string; seq: number }) =>
            `${each.pluginId} ${each.seq}`,
        ),
      );
      cursor = body.cursor;
    } while (cursor);
    expect(seen).toEqual([
      'proxmox 3',
      'proxmox 2',
      'vault 2',
      'vault 1',
      'proxmox 1',
    ]);
    await api.get('/api/infra/v1/audit?cursor=x').set(as('ann')).expect(400);
  });

  it('is exported as lines, which is recorded', async () => {
    const { api, as, audited } = await start(plugins);
    const response = await api
      .get('/api/infra/v1/audit/export?actor=user:default/ann')
      .set(as('ann'))
      .buffer(true)
      .parse((stream, done) => {
        let text = '';
        stream.on('data', chunk => {
          text += chunk;
        });
        stream.on('end', () => done(null, text));
      })
      .expect(200)
      .expect('Content-Type', 'application/x-ndjson')
      .expect('Content-Disposition', /audit\.ndjson/);
    const lines = (response.body as string).trimEnd().split('\n');
    expect(lines).toHaveLength(6);
    expect(JSON.parse(lines[0])).toEqual(record('proxmox', 3, 5));
    expect(JSON.parse(lines[5])).toEqual({
      end: true,
      records: 5,
      unknown: [],
    });
    expect(audited).toEqual([
      {
        eventId: 'audit-export',
        status: 'succeeded',
        query: { actor: 'user:default/ann' },
      },
    ]);
  });

  it('is verified plugin by plugin; one that cannot be asked is unknown', async () => {
    const { api, as } = await start({ ...plugins, ha: {} });
    const { body } = await api
      .get('/api/infra/v1/audit/verify')
      .set(as('ann'))
      .expect(200);
    expect(body).toEqual({
      items: [
        { pluginId: 'infra', ok: true, checked: 0, problems: [] },
        { pluginId: 'proxmox', ok: true, checked: 3, problems: [] },
        {
          pluginId: 'vault',
          ok: false,
          checked: 2,
          problems: [{ seq: 2, problem: 'It was changed' }],
        },
      ],
      unknown: [
        {
          pluginId: 'ha',
          message: expect.stringContaining('does not serve /v1/audit/verify'),
        },
      ],
    });
  });
});
