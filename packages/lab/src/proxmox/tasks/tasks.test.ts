import { startLab, type Lab } from '../../testing.ts';
import { checkResponse } from '../../contract.ts';
import { Operator } from '../../tests/operator.ts';
import { decodeUpid, encodeUpid, statusType } from './upid.ts';

// Many small requests: a busy machine needs its time.
jest.setTimeout(30_000);

let lab: Lab;
let operator: Operator;
let reader: Operator;
beforeAll(async () => {
  lab = await startLab({ only: ['proxmox'] });
  operator = new Operator(lab);
  reader = new Operator(lab, 'ctrl@pve!portal');
});
beforeEach(() => lab.control.reset());
afterAll(() => lab.stop());

describe('a UPID', () => {
  it('has nine digits of pstart where the node is long up, and eight of all else', () => {
    const parts = {
      node: 'nexus',
      pid: 0x1a2b,
      pstart: 0x1_2345_6789,
      starttime: 0x6b053bbb,
      type: 'qmstart',
      id: '100',
      user: 'ctrl@pve!operate',
    };
    const upid = encodeUpid(parts);
    expect(upid).toBe(
      'UPID:nexus:00001A2B:123456789:6B053BBB:qmstart:100:ctrl@pve!operate:',
    );
    expect(decodeUpid(upid)).toEqual(parts);
    expect(decodeUpid(upid.slice(0, -1))).toBeUndefined();
    expect(decodeUpid(upid.replace('1A2B', '1A'))).toBeUndefined();
  });

  it.each([
    ['OK', 'ok'],
    ['WARNINGS: 2', 'warning'],
    ['unexpected status', 'unknown'],
    [undefined, 'unknown'],
    ['VM is locked (backup)', 'error'],
  ])('of status %s counts as %s', (status, type) => {
    expect(statusType(status)).toBe(type);
  });
});

describe('a task', () => {
  it('runs in lab time, and is in the lists as what it is', async () => {
    const upid = await operator.start('nexus/qemu/100', 'shutdown');
    expect(decodeUpid(upid)).toMatchObject({
      node: 'nexus',
      type: 'qmshutdown',
      id: '100',
      user: 'ctrl@pve!operate',
    });
    const running = await operator.task(upid);
    expect(running.body.data).toMatchObject({
      status: 'running',
      user: 'ctrl@pve',
      tokenid: 'operate',
      upid,
    });
    expect(running.body.data).not.toHaveProperty('exitstatus');
    const path = '/nodes/nexus/tasks';
    const active = await operator.ask('GET', `${path}?source=active&vmid=100`);
    expect(active.body).toMatchObject({
      total: 1,
      // Only what has ended is taken apart into user and token.
      data: [{ upid, status: 'RUNNING', user: 'ctrl@pve!operate' }],
    });
    expect(checkResponse('GET', path, active.body)).toEqual([]);
    const listed = (await operator.get('/cluster/tasks')).find(
      (row: { upid: string }) => row.upid === upid,
    );
    expect(listed).toMatchObject({ upid, pid: decodeUpid(upid)?.pid });
    expect(listed).not.toHaveProperty('endtime');

    const { exitstatus, seconds } = await operator.end(upid);
    expect(exitstatus).toBe('OK');
    expect(seconds).toBeGreaterThanOrEqual(4);
    const archive = await operator.ask('GET', `${path}?vmid=100`);
    expect(archive.body).toMatchObject({
      total: 1,
      data: [{ upid, status: 'OK', user: 'ctrl@pve', tokenid: 'operate' }],
    });
    expect(checkResponse('GET', path, archive.body)).toEqual([]);
    const ended = await operator.task(upid);
    expect(checkResponse('GET', `${path}/${upid}/status`, ended.body)).toEqual(
      [],
    );
    const broadcast = await operator.get('/cluster/tasks');
    const last = broadcast.find((row: { upid: string }) => row.upid === upid);
    expect(last).toMatchObject({ status: 'OK', saved: 1 });
    expect(last).not.toHaveProperty('pid');
  });

  it('has a log that is read in pages, and ends with how it ended', async () => {
    await lab.control.setGuest(100, { ignoresShutdown: true });
    const upid = await operator.start(
      'nexus/qemu/100',
      'shutdown',
      'timeout=3&forceStop=1',
    );
    expect((await operator.task(upid, '/log')).body).toEqual({
      data: [{ n: 1, t: 'no content' }],
      total: 1,
    });
    await operator.end(upid);
    const first = await operator.task(upid, '/log?limit=1');
    expect(first.body).toEqual({
      data: [{ n: 1, t: 'VM still running - terminating now with SIGTERM' }],
      total: 2,
    });
    const second = await operator.task(upid, '/log?start=1');
    expect(second.body).toEqual({ data: [{ n: 2, t: 'TASK OK' }], total: 2 });
    expect(
      checkResponse('GET', `/nodes/nexus/tasks/${upid}/log`, second.body),
    ).toEqual([]);
  });

  it('that nobody knows, and what is no UPID, are refused each in its way', async () => {
    const unknown =
      'UPID:nexus:00001A2B:00001A2B:6B053BBB:qmstart:100:ctrl@pve!operate:';
    expect(await operator.task(unknown)).toMatchObject({
      status: 400,
      body: { errors: { upid: 'no such task' } },
    });
    expect((await operator.task(unknown, '/log')).body).toEqual({
      data: [{ n: 1, t: 'unable to open file - No such file or directory' }],
      total: 1,
    });
    expect(
      await operator.ask('GET', '/nodes/nexus/tasks/100/status'),
    ).toMatchObject({
      status: 400,
      body: { errors: { upid: 'unable to parse worker upid' } },
    });
    const here = await operator.start('nexus/qemu/100', 'shutdown');
    expect(
      await operator.ask(
        'GET',
        `/nodes/forge/tasks/${encodeURIComponent(here)}/status`,
      ),
    ).toMatchObject({ status: 400 });
  });

  it('is interrupted by its owner, and by nobody else without Sys.Modify', async () => {
    const upid = await operator.start('nexus/qemu/100', 'shutdown');
    expect(await reader.task(upid, '', 'DELETE')).toMatchObject({
      status: 403,
      reason: 'Permission check failed (/nodes/nexus, Sys.Modify)',
    });
    expect(await operator.task(upid, '', 'DELETE')).toMatchObject({
      status: 200,
      body: { data: null },
    });
    expect((await operator.end(upid)).exitstatus).toBe('received interrupt');
    expect(await operator.log(upid)).toEqual([
      'TASK ERROR: received interrupt',
    ]);
    // The button had been pressed: the guest goes down all the same.
    await operator.until(
      async () => (await operator.state('nexus/qemu/100')) === 'stopped',
    );
  });

  it('is for its owner, and for others with Sys.Audit', async () => {
    const upid = await operator.start('nexus/qemu/100', 'shutdown');
    expect((await reader.task(upid)).status).toBe(200);
    const stranger = new Operator(lab, 'ctrl@pve!nosys');
    const refused = {
      status: 403,
      reason: 'Permission check failed (/nodes/nexus, Sys.Audit)',
    };
    expect(await stranger.task(upid)).toMatchObject(refused);
    expect(await stranger.task(upid, '/log')).toMatchObject(refused);
    expect(await stranger.get('/nodes/nexus/tasks?source=all')).toEqual([]);
    await lab.control.setPrivileges('ctrl@pve!operate', {
      privileges: ['VM.PowerMgmt'],
    });
    expect((await operator.task(upid)).status).toBe(200);
    expect(await operator.get('/nodes/nexus/tasks?source=active')).toHaveLength(
      1,
    );
    // There a token's tasks count as its user's alone.
    expect(await operator.get('/cluster/tasks')).toEqual([]);
  });
});

describe('the list of a node', () => {
  it('is filtered and paged, and says how many there are', async () => {
    await lab.control.disturbTasks({
      mode: 'fail',
      status: 'start failed: QEMU exited with code 1',
      type: 'qmstart',
    });
    const failed = await operator.start('nexus/qemu/150', 'start');
    await operator.end(failed);
    const warned = { mode: 'warn', type: 'qmshutdown' } as const;
    await lab.control.disturbTasks({ ...warned, status: 'no such disk' });
    const warning = await operator.start('nexus/qemu/100', 'shutdown');
    expect((await operator.end(warning)).exitstatus).toBe('WARNINGS: 1');
    expect(await operator.log(warning)).toEqual([
      'WARN: no such disk',
      'TASK WARNINGS: 1',
    ]);
    const upids = async (query: string) =>
      (await operator.get(`/nodes/nexus/tasks?${query}`)).map(
        (row: { upid: string }) => row.upid,
      );
    expect(await upids('userfilter=CTRL')).toEqual([warning, failed]);
    expect(await upids('errors=1&userfilter=ctrl')).toEqual([warning, failed]);
    expect(await upids('statusfilter=error&userfilter=ctrl')).toEqual([failed]);
    expect(await upids('statusfilter=warning,unknown')).toEqual([warning]);
    expect(await upids('typefilter=qmstart')).toEqual([failed]);
    const start = decodeUpid(warning)?.starttime ?? 0;
    expect(await upids(`since=${start}`)).toEqual([warning]);
    expect(await upids(`until=${start - 1}&userfilter=ctrl`)).toEqual([failed]);
    const page = await operator.ask(
      'GET',
      '/nodes/nexus/tasks?start=1&limit=2',
    );
    expect(page.body.data).toHaveLength(2);
    expect(page.body.data[0].upid).toBe(failed);
    expect(page.body.total).toBeGreaterThan(20);
    expect(
      await operator.ask('GET', '/nodes/nexus/tasks?statusfilter=odd'),
    ).toMatchObject({
      status: 400,
      body: { errors: { statusfilter: 'invalid format - invalid status\n' } },
    });
  });

  it('goes back further than /cluster/tasks, which has 25 of each node', async () => {
    await lab.control.setGuest(230, { bootSeconds: 0, shutdownSeconds: 0 });
    for (let round = 0; round < 13; round += 1) {
      for (const action of ['shutdown', 'start']) {
        await operator.end(await operator.start('closet/lxc/230', action));
      }
    }
    const listed = await operator.get('/cluster/tasks');
    const ofCloset = listed.filter(
      (row: { node: string }) => row.node === 'closet',
    );
    expect(ofCloset).toHaveLength(25);
    const { body } = await operator.ask('GET', '/nodes/closet/tasks?vmid=230');
    expect(body.total).toBe(26);
  });
});

describe('a task that goes wrong', () => {
  it('hangs until somebody ends it', async () => {
    await lab.control.disturbTasks({ mode: 'hang', id: '100', times: 1 });
    const upid = await operator.start('nexus/qemu/100', 'shutdown');
    await lab.control.advance(86_400);
    expect((await operator.task(upid)).body.data.status).toBe('running');
    await operator.task(upid, '', 'DELETE');
    expect((await operator.end(upid)).exitstatus).toBe('received interrupt');
    const next = await operator.start('nexus/qemu/100', 'shutdown');
    expect((await operator.end(next)).exitstatus).toBe('OK');
  });

  it('vanishes without a last line', async () => {
    await lab.control.disturbTasks({ mode: 'vanish' });
    const upid = await operator.start('nexus/qemu/100', 'shutdown');
    expect((await operator.end(upid)).exitstatus).toBe('unexpected status');
    await lab.control.leaveTasks();
    const next = await operator.start('nexus/qemu/100', 'shutdown');
    expect((await operator.end(next)).exitstatus).toBe('OK');
  });

  it('is cut off with its node: 595 while that is dead, unexpected status after', async () => {
    await lab.control.setGuest(102, { ignoresShutdown: true });
    const upid = await operator.start('closet/qemu/102', 'shutdown');
    await lab.control.advance(5);
    await lab.control.killNode('closet');
    expect(await operator.task(upid)).toMatchObject({ status: 595 });
    expect(await operator.task(upid, '/log')).toMatchObject({ status: 595 });
    expect(await operator.power('closet/qemu/102', 'start')).toMatchObject({
      status: 595,
      reason: 'No route to host',
    });
    // What the node broadcast last stands.
    const row = async () =>
      (await operator.get('/cluster/tasks')).find(
        (task: { upid: string }) => task.upid === upid,
      );
    expect(await row()).toHaveProperty('pid');
    await lab.control.advance(600);
    await lab.control.reviveNode('closet');
    expect((await operator.task(upid)).body.data).toMatchObject({
      status: 'stopped',
      exitstatus: 'unexpected status',
    });
    expect(await row()).toMatchObject({ status: 'unexpected status' });
    const { body } = await operator.ask(
      'GET',
      '/nodes/closet/tasks?statusfilter=unknown&vmid=102',
    );
    expect(body.data).toMatchObject([{ upid }]);
    // What it held is free again.
    const next = await operator.start('closet/qemu/102', 'stop');
    expect((await operator.end(next)).exitstatus).toBe('OK');
  });
});
