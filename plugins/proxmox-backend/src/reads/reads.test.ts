import { AuthorizeResult } from '@backstage/plugin-permission-common';
import {
  guestParts,
  guestPath,
  nodeParts,
  nodePath,
  storagePath,
  type ProxmoxGuest,
  type ProxmoxInventory,
} from '@reverb256/backstage-plugin-proxmox-common';
import { startOnLab, useLab, type Setup } from '../__testUtils__/startOnLab';
import { guestReads } from './guest-reads';
import { nodeReads } from './node-reads';

const CLUSTER = 'reverb256';
const url = (path: string) => `/api/proxmox${path}`;
const node = (name: string, part: (typeof nodeParts)[number]) =>
  url(nodePath(CLUSTER, name, part));
const guest = (id: string, part: (typeof guestParts)[number]) =>
  url(guestPath(CLUSTER, id, part));

/** A guest that runs, as `qemu/100`. */
const running = (
  inventory: ProxmoxInventory,
  type: ProxmoxGuest['type'],
  where: Partial<ProxmoxGuest> = {},
) =>
  Object.values(inventory.guests).find(
    each =>
      each.type === type &&
      each.status === 'running' &&
      Object.entries(where).every(
        ([key, value]) => each[key as keyof ProxmoxGuest] === value,
      ),
  )!;

describe.each(['9', '8'] as const)('on Proxmox VE %s', pve => {
  const lab = useLab({ pve });

  const start = async (setup: Setup = {}) => {
    const portal = await startOnLab(lab(), setup);
    const { data } = await portal.collect();
    await lab().control.resetRequests();
    return { ...portal, inventory: data as ProxmoxInventory };
  };
  /** With a token that may see everything. */
  const startKnowing = async () => {
    const { id, secret } = await lab().control.addToken({
      id: 'root@pam!all',
      privsep: false,
    });
    return start({ token: { id, secret } });
  };

  it('tells every part of nodes and guests, as its schema says', async () => {
    const { api, inventory } = await startKnowing();
    const wrong: string[] = [];
    const check = async (
      path: string,
      schema: { safeParse(data: unknown): { success: boolean } },
    ) => {
      const { status, body } = await api.get(path);
      const isRight =
        status === 200 && !body.error && schema.safeParse(body.data).success;
      if (!isRight) wrong.push(`${path} ${status} ${JSON.stringify(body)}`);
    };
    for (const name of Object.keys(inventory.nodes)) {
      for (const part of nodeParts) {
        await check(node(name, part), nodeReads[part].schema);
      }
    }
    for (const { id } of Object.values(inventory.guests)) {
      for (const part of guestParts) {
        await check(guest(id, part), guestReads[part].schema);
      }
    }
    expect(wrong).toEqual([]);
  });

  it('tells what is on a storage, and its history', async () => {
    const { api } = await startKnowing();
    const path = (part: 'history' | 'content') =>
      url(storagePath(CLUSTER, 'nexus', 'local-lvm', part));
    const history = await api.get(path('history')).query({ timeframe: 'week' });
    expect(history.body.data.timeframe).toBe('week');
    expect(history.body.data.series.usedBytes.length).toBeGreaterThan(50);
    const { body } = await api.get(path('content'));
    expect(body.error).toBeUndefined();
    expect(body.data.volumes).toContainEqual(
      expect.objectContaining({ content: 'images', vmid: expect.any(String) }),
    );
  });

  it('says which privilege is missing, and of what is left out that it is', async () => {
    const { api, inventory } = await start();
    const { id } = running(inventory, 'qemu', { node: 'nexus' });
    const updates = await api.get(node('nexus', 'updates')).expect(200);
    expect(updates.body).toMatchObject({
      error: { kind: 'forbidden', missing: ['Sys.Modify on /nodes/nexus'] },
    });
    const inside = await api.get(guest(id, 'inside')).expect(200);
    expect(inside.body.error.missing[0]).toMatch(
      pve === '9' ? /^VM.GuestAgent.Audit/ : /^VM.Monitor/,
    );
    const backups = await api.get(guest(id, 'backups')).expect(200);
    expect(backups.body.data.backups).toEqual([]);
    expect(backups.body.data.unread).toContainEqual({
      storage: 'pbs',
      message: expect.stringContaining('VM.Backup on /vms/'),
    });
    const content = await api
      .get(url(storagePath(CLUSTER, 'nexus', 'local-lvm', 'content')))
      .expect(200);
    expect(content.body).toMatchObject({
      data: { volumes: [] },
      error: { kind: 'forbidden', missing: ['VM.Config.Disk on /vms'] },
    });
  });

  it('says why it is not known whether a job backs a guest up', async () => {
    const { api, inventory } = await start();
    const { id } = running(inventory, 'qemu', { node: 'nexus' });
    await lab().control.breakEndpoint({
      prefix: '/cluster/backup-info',
      mode: 'status',
      status: 500,
    });
    const { body } = await api.get(guest(id, 'backups')).expect(200);
    expect(body.data.inNoJob).toBeUndefined();
    expect(body.data.jobsUnread).toContain('/cluster/backup-info');
  });

  it('asks once for all who look', async () => {
    const { api } = await start();
    const answers = await Promise.all(
      Array.from({ length: 20 }, () => api.get(node('nexus', 'disks'))),
    );
    expect(new Set(answers.map(({ body }) => body.collectedAt)).size).toBe(1);
    const { requests } = await lab().control.requests();
    expect(requests.map(({ path, count }) => [path, count])).toEqual([
      ['/nodes/nexus/disks/list', 1],
    ]);
  });

  it('says of a node that died that it is the node, and keeps what it told', async () => {
    const { api, collect, inventory } = await start();
    const there = running(inventory, 'qemu', { node: 'forge' });
    const before = await api.get(guest(there.id, 'config')).expect(200);
    await lab().control.setTimes({ unreachableMs: 20 });
    await lab().control.killNode('forge');

    // Nobody knows yet: it is asked.
    const dead = await api.get(node('forge', 'status')).expect(200);
    expect(dead.body.error).toMatchObject({
      kind: 'unreachable',
      message: expect.stringContaining('Node forge'),
    });
    expect(dead.body.data).toBeUndefined();
    await api.get(node('nexus', 'status')).expect(200, /"data"/);

    // Once it is known to be offline, it is not asked any more.
    const { data } = await collect();
    expect(data?.nodes.forge.status).toBe('offline');
    await lab().control.resetRequests();
    const offline = await api.get(node('forge', 'network')).expect(200);
    expect(offline.body.error.message).toContain('Node forge is offline');
    const { total } = await lab().control.requests();
    expect(total).toBe(0);
    // What was read a moment ago is still there.
    const config = await api.get(guest(there.id, 'config')).expect(200);
    expect(config.body.data).toEqual(before.body.data);
  });

  it('says why nobody looks into a guest', async () => {
    const { api, inventory } = await startKnowing();
    const withAgent = running(inventory, 'qemu');
    await lab().control.setGuest(Number(withAgent.vmid), { agent: false });
    const { body } = await api.get(guest(withAgent.id, 'inside'));
    expect(body.error).toBeUndefined();
    expect(body.data).toMatchObject({
      from: 'nobody',
      reason: expect.stringContaining('qemu-guest-agent'),
    });
    const stopped = Object.values(inventory.guests).find(
      each => each.status === 'stopped',
    )!;
    const off = await api.get(guest(stopped.id, 'inside'));
    expect(off.body.data.reason).toContain('is stopped');
  });

  it('shows what belongs to a guest to whoever may see it, and to others no trace of it', async () => {
    const { api, inventory } = await start({
      decide: name =>
        name === 'proxmox.guest.read'
          ? {
              result: AuthorizeResult.CONDITIONAL,
              pluginId: 'proxmox',
              resourceType: 'proxmox-guest',
              conditions: {
                rule: 'IS_IN_POOL',
                resourceType: 'proxmox-guest',
                params: { pools: ['home'] },
              },
            }
          : AuthorizeResult.ALLOW,
    });
    const guests = Object.values(inventory.guests);
    const [mine] = guests;
    expect(new Set(guests.map(each => each.pool))).toEqual(new Set(['home']));
    await api.get(guest(mine.id, 'config')).expect(200);
    const refusals = [];
    for (const id of ['qemu/100', 'qemu/9999', 'constructor/x']) {
      const { status, body } = await api.get(guest(id, 'status'));
      refusals.push([status, body.error.message.replace(id, 'ID')]);
    }
    expect(new Set(refusals.map(each => JSON.stringify(each))).size).toBe(1);
    expect(refusals[0][0]).toBe(404);
    const { body } = await api.get(node('nexus', 'replication')).expect(200);
    const vmids = Object.values(inventory.guests).map(each => each.vmid);
    expect(
      body.data.filter((job: { vmid: string }) => !vmids.includes(job.vmid)),
    ).toEqual([]);
  });

  it.each([
    ['/v1/nodes/nowhere/nexus/status', /nowhere/],
    [`/v1/nodes/${CLUSTER}/nobody/status`, /has no node "nobody"/],
    [`/v1/nodes/${CLUSTER}/constructor/status`, /has no node/],
    [`/v1/storages/${CLUSTER}/nexus/nothing/content`, /no storage "nothing"/],
    [`/v1/guests/${CLUSTER}/qemu/1/status`, /no guest qemu\/1/],
  ])('answers 404 at %s', async (path, message) => {
    const { api } = await start();
    const { body } = await api.get(url(path)).expect(404);
    expect(body.error.message).toMatch(message);
  });
});
