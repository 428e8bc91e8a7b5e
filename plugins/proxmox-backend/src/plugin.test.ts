import { createMockDirectory } from '@backstage/backend-test-utils';
import type { HeadsResponse } from '@reverb256/backstage-plugin-infra-common';
import { proxmoxInventorySchema } from '@reverb256/backstage-plugin-proxmox-common';
import {
  inventoryUrl,
  startOnLab,
  stopBackend,
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
});
