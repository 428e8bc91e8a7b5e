import { AuthorizeResult } from '@backstage/plugin-permission-common';
import {
  guestSearchPath,
  taskHistoryPath,
  taskHistorySchema,
  taskLogPath,
  taskLogSchema,
  type GuestSearch,
  type ProxmoxTask,
  type TaskHistory,
  type TaskLog,
} from '@reverb256/backstage-plugin-proxmox-common';
import { startOnLab, useLab, type Setup } from '../__testUtils__/startOnLab';

const CLUSTER = 'reverb256';
const url = (path: string) => `/api/proxmox${path}`;
const history = url(taskHistoryPath(CLUSTER));
const snapshot = (kind: string) => url(`/v1/snapshots/${kind}/${CLUSTER}`);

/** Whoever may read the guests of the pool `home` alone. */
const limited: Setup['decide'] = name =>
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
    : AuthorizeResult.ALLOW;

describe.each(['9', '8'] as const)('on Proxmox VE %s', pve => {
  const lab = useLab({ pve });

  const start = async (setup: Setup = {}) => {
    const portal = await startOnLab(lab(), setup);
    const { data } = await portal.collect();
    const collectKind = async (kind: string) => {
      await portal.scheduler.triggerTask(`collect-${kind}-${CLUSTER}`);
      const { body } = await portal.api.get(snapshot(kind)).expect(200);
      return body;
    };
    return { ...portal, collectKind, inventory: data! };
  };

  it('tells the history of all nodes, page by page, each task once', async () => {
    const { api } = await start();
    const seen: ProxmoxTask[] = [];
    let before: string | undefined;
    do {
      const { body } = await api
        .get(history)
        .query({ limit: 7, ...(before && { before }) })
        .expect(200);
      const page: TaskHistory = taskHistorySchema.parse(body);
      expect(page.unread).toEqual([]);
      seen.push(...page.tasks);
      before = page.next;
    } while (before);
    const { body } = await api.get(history).query({ limit: 200 }).expect(200);
    expect(seen).toEqual(body.tasks);
    expect(seen.length).toBeGreaterThan(20);
    expect(new Set(seen.map(task => task.node)).size).toBe(3);
    const times = seen.map(task => task.startedAt);
    expect([...times].sort().reverse()).toEqual(times);
  });

  it('tells a part of it', async () => {
    const { api } = await start();
    const ask = async (query: object) => {
      const { body } = await api.get(history).query(query).expect(200);
      return body.tasks as ProxmoxTask[];
    };
    const of = await ask({ nodes: 'forge', type: 'vzdump' });
    expect(of.length).toBeGreaterThan(0);
    expect(new Set(of.map(task => `${task.node} ${task.type}`))).toEqual(
      new Set(['forge vzdump']),
    );
    const failed = await ask({ failed: 'true', limit: 200 });
    expect(failed.filter(task => task.state === 'succeeded')).toEqual([]);
    const [newest] = await ask({ limit: 1 });
    const since = await ask({ since: newest.startedAt });
    expect(since).toEqual([newest]);
  });

  it('names the node that does not answer, and tells what the others did', async () => {
    const { api } = await start();
    await lab().control.setTimes({ unreachableMs: 20 });
    await lab().control.killNode('forge');
    const { body } = await api.get(history).expect(200);
    expect(body.unread).toEqual([
      {
        node: 'forge',
        error: expect.objectContaining({ kind: 'unreachable' }),
      },
    ]);
    const nodes = new Set(body.tasks.map((task: ProxmoxTask) => task.node));
    expect(nodes).toEqual(new Set(['nexus', 'closet']));
  });

  it('follows the log of a task to its end', async () => {
    const { api, inventory } = await start();
    const guest = inventory.guests['qemu/102'];
    // It runs until the clock of the lab is put forward, however slow this machine is.
    await lab().control.setGuest(102, { ignoresShutdown: true });
    await api
      .post(url('/v1/actions/shutdown-guest'))
      .send({ cluster: CLUSTER, guest: guest.id, timeout: 600 })
      .expect(202);
    const running = async (): Promise<ProxmoxTask> => {
      for (;;) {
        const { body } = await api
          .get(history)
          .query({ guest: guest.id, limit: 1 });
        const [task] = body.tasks as ProxmoxTask[];
        if (task?.state === 'running') return task;
      }
    };
    const { upid } = await running();
    const log = url(taskLogPath(CLUSTER, upid));
    const first = taskLogSchema.parse((await api.get(log).expect(200)).body);
    expect(first.task).toMatchObject({ upid, state: 'running' });
    await lab().control.advance(700);
    const lines = [...first.lines];
    const follow = async (after: number): Promise<TaskLog> => {
      const { body } = await api.get(log).query({ after }).expect(200);
      const piece = taskLogSchema.parse(body);
      lines.push(...piece.lines);
      return piece.task.state === 'running' ? follow(piece.next) : piece;
    };
    const ended = await follow(first.next);
    const status = 'VM quit/powerdown failed - got timeout';
    expect(ended.task).toMatchObject({ state: 'failed', status });
    expect(lines.at(-1)).toBe(`TASK ERROR: ${status}`);
    expect(lines).toHaveLength(ended.next);
    const rest = await api.get(log).query({ after: ended.next }).expect(200);
    expect(rest.body.lines).toEqual([]);
    expect(rest.body.next).toBe(ended.next);
  });

  it('shows of tasks, addresses and search only what is about guests that one may see', async () => {
    const everybody = await start();
    for (const kind of ['tasks', 'addresses']) {
      await everybody.collectKind(kind);
    }
    const all = (await everybody.api.get(history).query({ limit: 200 })).body;
    const { total } = (
      await everybody.api.get(url(guestSearchPath)).query({ q: '1' })
    ).body as GuestSearch;
    const hidden = Object.values(everybody.inventory.guests).find(
      guest => guest.pool !== 'home',
    )!;
    const theirs = `UPID:${hidden.node}:0000AAAA:0000BBBB:6B04F89B:qmstart:${hidden.vmid}:root@pam:`;
    const dump = all.tasks.find(
      (task: ProxmoxTask) => task.type === 'vzdump' && !task.id,
    );

    const { api, collectKind, inventory } = await start({ decide: limited });
    const mine = Object.keys(inventory.guests);
    const vmids = mine.map(id => id.split('/')[1]);
    expect(mine.length).toBeGreaterThan(0);
    const tasks: ProxmoxTask[] = Object.values(
      (await collectKind('tasks')).data.tasks,
    );
    const listed: ProxmoxTask[] = (await api.get(history).query({ limit: 200 }))
      .body.tasks;
    const about = [...tasks, ...listed].map(({ id }) => id ?? '');
    expect(about.filter(id => /^\d+$/.test(id) && !vmids.includes(id))).toEqual(
      [],
    );
    // Neither is where a page begins a word about others.
    let before: string | undefined;
    const paged: ProxmoxTask[] = [];
    do {
      const { body } = await api
        .get(history)
        .query({ limit: 1, ...(before && { before }) })
        .expect(200);
      before = (body as TaskHistory).next;
      paged.push(...(body as TaskHistory).tasks);
      const named = before?.split('|')[1];
      expect(listed.map(({ upid }) => upid)).toContain(named);
    } while (before && paged.length < 15);
    expect(paged).toEqual(listed.slice(0, paged.length));
    const addresses = (await collectKind('addresses')).data.guests;
    expect(Object.keys(addresses).filter(id => !mine.includes(id))).toEqual([]);
    const search = async (q: string): Promise<GuestSearch> =>
      (await api.get(url(guestSearchPath)).query({ q }).expect(200)).body;
    expect(
      (await search(hidden.name!)).guests.map(each => each.guest),
    ).not.toContain(hidden.id);
    expect((await search('1')).total).toBeLessThan(total);
    // The log of a guest's task is as little there as the guest, and one that names many is refused.
    await api.get(url(taskLogPath(CLUSTER, theirs))).expect(404);
    await api.get(url(taskLogPath(CLUSTER, dump.upid))).expect(403);
  });

  it('says that a token without Sys.Audit is told of its own tasks only', async () => {
    await lab().control.setPrivileges('ctrl@pve', {
      privileges: ['VM.Audit', 'Pool.Audit', 'Datastore.Audit'],
      path: '/',
    });
    const { collectKind, api } = await start();
    const missing = (path: string) =>
      expect.objectContaining({
        kind: 'forbidden',
        missing: [`Sys.Audit on ${path}`],
      });
    expect((await collectKind('tasks')).gaps).toEqual([
      expect.objectContaining({ path: 'tasks', error: missing('/') }),
    ]);
    const { body } = await api.get(history).expect(200);
    expect(body.unread).toEqual(
      ['closet', 'forge', 'nexus'].map(node => ({
        node,
        error: missing(`/nodes/${node}`),
      })),
    );
  });

  it('finds guests by the address that was swept', async () => {
    const { api, collectKind } = await start();
    const { data } = await collectKind('addresses');
    const [id, { addresses }] = Object.entries<{ addresses: string[] }>(
      data.guests,
    ).find(([, each]) => each.addresses.length > 0)!;
    const { body } = await api
      .get(url(guestSearchPath))
      .query({ q: addresses[0] })
      .expect(200);
    expect(body.guests[0]).toMatchObject({ guest: id, matched: 'address' });
    const [cluster] = (body as GuestSearch).clusters;
    expect(cluster).toMatchObject({
      cluster: CLUSTER,
      isOld: false,
      guests: expect.any(Number),
      withAddresses: Object.keys(data.guests).length,
    });
    expect(cluster.guests).toBeGreaterThan(cluster.withAddresses);
  });
});
