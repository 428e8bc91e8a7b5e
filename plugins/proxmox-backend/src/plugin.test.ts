import {
  createMockDirectory,
  mockCredentials,
} from '@backstage/backend-test-utils';
import { AuthorizeResult } from '@backstage/plugin-permission-common';
import type {
  HeadsResponse,
  SourceErrorKind,
} from '@reverb256/backstage-plugin-infra-common';
import {
  proxmoxGuestReadPermission,
  proxmoxInventorySchema,
  proxmoxSnapshotSchemas,
} from '@reverb256/backstage-plugin-proxmox-common';
import {
  inventoryUrl,
  startOnLab,
  stopBackend,
  TOKEN,
  useLab,
  type Setup,
} from './__testUtils__/startOnLab';

const directory = createMockDirectory();
const lab = useLab();
const start = (setup?: Setup) => startOnLab(lab(), setup);

describe('the Proxmox backend on the lab', () => {
  it('serves an inventory of three nodes that its own schema accepts', async () => {
    const { collect } = await start();
    const snapshot = await collect();
    expect(snapshot.error).toBeUndefined();
    expect(snapshot.gaps).toEqual([]);
    expect(proxmoxInventorySchema.parse(snapshot.data)).toEqual(snapshot.data);
    expect(
      Object.values(snapshot.data!.nodes).map(n => [
        n.name,
        n.status,
        n.cpu?.cores,
      ]),
    ).toEqual([
      ['closet', 'online', 16],
      ['forge', 'online', 6],
      ['nexus', 'online', 24],
    ]);
    expect(snapshot.data!.cluster.quorate).toBe(true);
    expect(Object.keys(snapshot.data!.guests).length).toBeGreaterThan(20);
  });

  it('answers heads before anything was read, and tells what it does not know', async () => {
    const { api } = await start();
    const { body } = await api.get('/api/proxmox/v1/heads');
    expect((body as HeadsResponse).heads.inventory).toEqual([
      {
        source: 'reverb256',
        title: 'Home cluster',
        version: '',
        intervalSeconds: 10,
        gaps: [],
      },
    ]);
  });

  it('makes two requests a read, and none for viewers', async () => {
    const { api, collect } = await start();
    await collect();
    await lab().control.resetRequests();
    await collect();
    for (let i = 0; i < 20; i++) await api.get(inventoryUrl).expect(200);
    const { requests } = await lab().control.requests();
    expect(requests.map(r => [r.path, r.count]).sort()).toEqual([
      ['/cluster/resources', 1],
      ['/cluster/status', 1],
    ]);
  });

  it('answers a known version with 304, and an older one with the difference', async () => {
    const { api, collect } = await start();
    const first = await collect();
    const { headers } = await api.get(inventoryUrl);
    expect(headers['cache-control']).toBe('private, no-cache');
    await api.get(inventoryUrl).set('If-None-Match', headers.etag).expect(304);

    const guest = Object.values(first.data!.guests).find(
      each => each.status === 'running',
    )!;
    await lab().control.setGuest(Number(guest.vmid), { status: 'stopped' });
    // What a node reports moves with its pvestatd.
    await lab().control.advance(10);
    await collect();
    const { body } = await api
      .get(`${inventoryUrl}?since=${first.version}`)
      .set('If-None-Match', headers.etag)
      .expect(200);
    expect(body.since).toBe(first.version);
    expect(body.data).toBeUndefined();
    expect(body.patch.guests[guest.id]).toMatchObject({ status: 'stopped' });
    // A difference: of the guest that changed, and little else.
    expect(body.patch.guests[guest.id].name).toBeUndefined();
    expect(JSON.stringify(body.patch).length).toBeLessThan(
      JSON.stringify(first.data).length / 4,
    );
  });

  it('sweeps the versions of the nodes', async () => {
    const { api, collect, scheduler } = await start();
    await collect();
    await scheduler.triggerTask('collect-versions-reverb256');
    const { body } = await api.get(
      '/api/proxmox/v1/snapshots/versions/reverb256',
    );
    expect(Object.keys(body.data.nodes)).toEqual(['closet', 'forge', 'nexus']);
    expect(body.data.nodes.nexus.version).toMatch(/^9\.\d/);
  });

  it('shows a dead node within one read, its guests last known, nothing else blank', async () => {
    const { collect } = await start();
    const alive = await collect();
    await lab().control.killNode('forge');
    const dead = await collect();
    expect(dead.error).toBeUndefined();
    expect(dead.data!.nodes.forge).toMatchObject({
      status: 'offline',
      lastOnlineAt: alive.collectedAt,
    });
    expect(dead.data!.nodes.nexus.cpu).toBeDefined();
    for (const guest of Object.values(dead.data!.guests)) {
      const before = alive.data!.guests[guest.id];
      expect(guest.name).toBe(before.name);
      expect(guest.lastKnownAt).toBe(
        guest.node === 'forge' ? alive.collectedAt : undefined,
      );
    }
    expect(Object.keys(dead.data!.guests)).toEqual(
      Object.keys(alive.data!.guests),
    );

    // Five minutes later Proxmox itself has forgotten the names.
    await lab().control.advance(320);
    const later = await collect();
    const lost = Object.values(later.data!.guests).filter(
      g => g.node === 'forge',
    );
    expect(lost.length).toBeGreaterThan(0);
    for (const guest of lost) {
      expect(guest.name).toBe(alive.data!.guests[guest.id].name);
    }
  });

  it('keeps the last data with its age through an outage, and a restart in it', async () => {
    const dir = directory.path;
    const first = await start({ databaseFile: dir });
    const alive = await first.collect();
    for (const node of ['nexus', 'forge', 'closet']) {
      await lab().control.killNode(node);
    }
    const down = await first.collect();
    expect(down.error?.kind).toBe('unreachable');
    expect(down.data).toEqual(alive.data);
    expect(down.collectedAt).toBe(alive.collectedAt);
    await stopBackend();

    const second = await start({ databaseFile: dir });
    const { body } = await second.api.get(inventoryUrl);
    expect(body.data).toEqual(alive.data);
    expect(body.collectedAt).toBe(alive.collectedAt);
    expect(body.error.since).toBe(down.error!.since);
  });

  describe('tells apart', () => {
    const seen = new Map<string, string>();

    it.each<
      [
        string,
        SourceErrorKind,
        RegExp,
        Setup,
        (() => Promise<unknown>) | undefined,
      ]
    >([
      [
        'a wrong token',
        'unauthorized',
        /never was since the portal started/,
        {
          token: { id: TOKEN, secret: '00000000-0000-4000-8000-000000000000' },
        },
        undefined,
      ],
      [
        'a revoked token',
        'unauthorized',
        /ctrl@pve!portal.*until/,
        {},
        () => lab().control.revokeToken(TOKEN),
      ],
      [
        'an unknown certificate',
        'untrusted',
        /00:11:22/,
        { fingerprint: `00:11:22:${'AB:'.repeat(28)}CD` },
        undefined,
      ],
      [
        'a slow endpoint',
        'timeout',
        /5 s/,
        {},
        () => lab().control.slowEndpoint({ delayMs: 60_000 }),
      ],
      [
        'an endpoint that answers rubbish',
        'invalid',
        /text\/html/,
        {},
        () => lab().control.breakEndpoint({ mode: 'rubbish' }),
      ],
    ])(
      '%s',
      async (name, kind, message, setup, fault) => {
        const { collect } = await start(setup);
        const before = fault && (await collect()).error;
        expect(before).toBeUndefined();
        await fault?.();
        const { error, data } = await collect();
        expect(error?.kind).toBe(kind);
        expect(error?.message).toMatch(message);
        // What was known before the fault is kept.
        expect(data !== undefined).toBe(fault !== undefined);
        expect([...seen.values()]).not.toContain(error?.message);
        seen.set(name, error!.message);
      },
      30_000,
    );

    it('a token without Sys.Audit: what it may see is shown, what it may not is named', async () => {
      const token = await lab().control.addToken({
        id: 'ctrl@pve!blind',
        privileges: ['VM.Audit', 'Datastore.Audit', 'Pool.Audit'],
        path: '/',
      });
      const { collect } = await start({ token });
      const { error, gaps, data } = await collect();
      expect(error).toBeUndefined();
      expect(Object.keys(data!.guests).length).toBeGreaterThan(20);
      expect(data!.cluster.quorate).toBeUndefined();
      expect(data!.nodes.nexus.cpu).toBeUndefined();
      expect(gaps.map(gap => [gap.path, gap.error.missing])).toEqual([
        ['cluster', ['Sys.Audit on /']],
        ['nodes/closet', ['Sys.Audit on /nodes/closet']],
        ['nodes/forge', ['Sys.Audit on /nodes/forge']],
        ['nodes/nexus', ['Sys.Audit on /nodes/nexus']],
      ]);
    });

    it('a token that may see no guests from a cluster that has none', async () => {
      const token = await lab().control.addToken({
        id: 'ctrl@pve!half',
        privileges: ['Sys.Audit', 'Datastore.Audit'],
        path: '/',
      });
      const { collect } = await start({ token });
      const { gaps, data } = await collect();
      expect(data!.guests).toEqual({});
      expect(gaps).toEqual([
        expect.objectContaining({
          path: 'guests',
          error: expect.objectContaining({ missing: ['VM.Audit on /vms'] }),
        }),
      ]);
    });
  });

  describe('shows to each', () => {
    it('nothing without sign-in', async () => {
      const { api } = await start();
      const { status } = await api
        .get(inventoryUrl)
        .set('Authorization', mockCredentials.none.header());
      expect(status).toBe(401);
    });

    it('nothing without the permission, by its name', async () => {
      const { api } = await start({ decide: () => AuthorizeResult.DENY });
      const { body } = await api.get('/api/proxmox/v1/heads').expect(403);
      expect(body.error.message).toContain('proxmox.cluster.read');
    });

    it('each kind only with its own permission, and its heads too', async () => {
      const kindsWith = async (allowed: string) => {
        const { api } = await start({
          decide: name =>
            name === allowed ? AuthorizeResult.ALLOW : AuthorizeResult.DENY,
        });
        const { body } = await api.get('/api/proxmox/v1/heads').expect(200);
        const statuses = await Promise.all(
          Object.keys({ ...proxmoxSnapshotSchemas, findings: true })
            .flatMap(kind => [kind, `${kind}/reverb256`])
            .map(async path => {
              const url = `/api/proxmox/v1/snapshots/${path}`;
              return [path, (await api.get(url)).status];
            }),
        );
        await stopBackend();
        return {
          heads: Object.keys((body as HeadsResponse).heads),
          served: statuses
            .filter(([, status]) => status === 200)
            .map(([path]) => path),
          refused: statuses.filter(([, status]) => status === 403).length,
        };
      };
      expect(await kindsWith('proxmox.cluster.read')).toEqual({
        heads: [
          ...['inventory', 'versions', 'certificates'],
          ...['node-facts', 'tasks', 'addresses'],
        ],
        served: [
          'inventory',
          'inventory/reverb256',
          'versions',
          'versions/reverb256',
          'certificates',
          'certificates/reverb256',
          'node-facts',
          'node-facts/reverb256',
          'addresses',
          'addresses/reverb256',
          'tasks',
          'tasks/reverb256',
        ],
        refused: 4,
      });
      expect(await kindsWith('infra.finding.read')).toEqual({
        heads: ['privileges', 'findings'],
        served: [
          'privileges',
          'privileges/reverb256',
          'findings',
          'findings/reverb256',
        ],
        refused: 12,
      });
    });

    it('that there is no such kind only to whoever may read others', async () => {
      const url = '/api/proxmox/v1/snapshots/nothing';
      const { api } = await start();
      const { body } = await api.get(url).expect(400);
      expect(body.error.message).toContain('inventory, versions');
      await stopBackend();
      const stranger = await start({ decide: () => AuthorizeResult.DENY });
      await stranger.api.get(url).expect(403);
    });

    it('no guests to whoever may not read guests, and says so', async () => {
      const { api, collect } = await start({
        decide: name =>
          name === proxmoxGuestReadPermission.name
            ? AuthorizeResult.DENY
            : AuthorizeResult.ALLOW,
      });
      const snapshot = await collect();
      expect(snapshot.data!.guests).toEqual({});
      expect(Object.keys(snapshot.data!.nodes)).toHaveLength(3);
      expect(snapshot.gaps[0]).toMatchObject({
        path: 'guests',
        error: { kind: 'forbidden', missing: ['proxmox.guest.read'] },
      });
      const { headers } = await api.get(inventoryUrl);
      expect(headers.etag).not.toBe(`"${snapshot.version}.all"`);
    });
  });
});
