import { startLab, type Lab } from '../../testing.ts';
import { Operator } from '../../tests/operator.ts';

// Many small requests: a busy machine needs its time.
jest.setTimeout(30_000);

let lab: Lab;
let operator: Operator;
beforeAll(async () => {
  lab = await startLab({ only: ['proxmox'] });
  operator = new Operator(lab);
});
beforeEach(() => lab.control.reset());
afterAll(() => lab.stop());

type Row = Record<string, any>;
async function row(id: string): Promise<Row> {
  const rows = await operator.get('/cluster/resources?type=vm');
  return rows.find((candidate: Row) => candidate.id === id);
}

describe('a VM', () => {
  it('starts within 3 to 8 seconds, and is running at once where it is asked itself', async () => {
    const upid = await operator.start('nexus/qemu/150', 'start');
    expect(upid).toContain(':qmstart:150:ctrl@pve!operate:');
    const { exitstatus, seconds } = await operator.end(upid);
    expect(exitstatus).toBe('OK');
    expect(seconds).toBeGreaterThanOrEqual(2);
    expect(seconds).toBeLessThanOrEqual(9);
    expect(await operator.state('nexus/qemu/150')).toBe('running');
    await operator.until(
      async () => (await row('qemu/150')).status === 'running',
      10,
    );
  });

  it('is seen by the cluster with pvestatd’s next tick', async () => {
    const now = async () => Date.parse((await lab.control.now()).now) / 1000;
    await lab.control.setGuest(150, { bootSeconds: 0 });
    await lab.control.advance(10 - ((await now()) % 10) + 1);
    const upid = await operator.start('nexus/qemu/150', 'start');
    await operator.end(upid);
    expect(await operator.state('nexus/qemu/150')).toBe('running');
    expect((await row('qemu/150')).status).toBe('stopped');
    await lab.control.advance(10);
    expect((await row('qemu/150')).status).toBe('running');
  });

  it('shuts down within 5 to 30 seconds; by stop it is off at once', async () => {
    const down = await operator.start('nexus/qemu/100', 'shutdown');
    const slow = await operator.end(down);
    expect(slow.exitstatus).toBe('OK');
    expect(slow.seconds).toBeGreaterThanOrEqual(4);
    expect(slow.seconds).toBeLessThanOrEqual(31);
    const off = await operator.start('nexus/qemu/110', 'stop');
    const quick = await operator.end(off);
    expect(quick.exitstatus).toBe('OK');
    expect(quick.seconds).toBeLessThanOrEqual(2);
    expect(await operator.state('nexus/qemu/110')).toBe('stopped');
  });

  it.each([
    [
      'started while it runs',
      'nexus/qemu/100',
      'start',
      'VM 100 already running',
    ],
    [
      'started as a template',
      'nexus/qemu/9000',
      'start',
      "you can't start a vm if it's a template",
    ],
    [
      'started where it is not',
      'nexus/qemu/101',
      'start',
      "Configuration file 'nodes/nexus/qemu-server/101.conf' does not exist",
    ],
    [
      'shut down where it is not',
      'nexus/qemu/101',
      'shutdown',
      "unable to find configuration file for VM 101 on node 'nexus'",
    ],
    // Nothing is to do, so nothing is wrong.
    ['shut down while it is stopped', 'nexus/qemu/150', 'shutdown', 'OK'],
    ['stopped while it is stopped', 'nexus/qemu/150', 'stop', 'OK'],
  ])('that is %s says so in its task', async (_, guest, action, expected) => {
    const upid = await operator.start(guest, action);
    expect((await operator.end(upid)).exitstatus).toBe(expected);
  });

  it('that ignores being asked makes the task fail after its timeout, or is cut off', async () => {
    await lab.control.setGuest(100, { ignoresShutdown: true });
    const upid = await operator.start(
      'nexus/qemu/100',
      'shutdown',
      'timeout=9',
    );
    const { exitstatus, seconds } = await operator.end(upid);
    expect(exitstatus).toBe('VM quit/powerdown failed - got timeout');
    expect(seconds).toBeGreaterThanOrEqual(8);
    expect(await operator.log(upid)).toEqual([`TASK ERROR: ${exitstatus}`]);
    expect(await operator.state('nexus/qemu/100')).toBe('running');
    const unasked = await operator.start('nexus/qemu/100', 'shutdown');
    expect((await operator.end(unasked)).seconds).toBeGreaterThanOrEqual(59);
    const forced = await operator.start(
      'nexus/qemu/100',
      'shutdown',
      'timeout=3&forceStop=1',
    );
    expect((await operator.end(forced)).exitstatus).toBe('OK');
    expect(await operator.state('nexus/qemu/100')).toBe('stopped');
  });

  it('that is locked is so in the worker; root@pam alone may skip that', async () => {
    await lab.control.setGuest(150, { lock: 'backup' });
    await lab.control.setGuest(100, { lock: 'migrate' });
    const start = await operator.start('nexus/qemu/150', 'start');
    expect((await operator.end(start)).exitstatus).toBe(
      'VM is locked (backup)',
    );
    const down = await operator.start('nexus/qemu/100', 'shutdown');
    expect((await operator.end(down)).exitstatus).toBe(
      'VM is locked (migrate)',
    );
    expect(
      await operator.power('nexus/qemu/100', 'shutdown', 'skiplock=1'),
    ).toMatchObject({
      status: 400,
      body: { errors: { skiplock: 'Only root may use this option.' } },
    });
  });

  it('has one worker at a time: the next waits ten seconds for the lock', async () => {
    await lab.control.setGuest(100, { ignoresShutdown: true });
    const first = await operator.start('nexus/qemu/100', 'shutdown');
    await lab.control.advance(1);
    const second = await operator.start('nexus/qemu/100', 'stop');
    expect((await operator.end(second)).exitstatus).toBe(
      "can't lock file '/var/lock/qemu-server/lock-100.conf' - got timeout",
    );
    expect((await operator.log(second))[0]).toBe('trying to acquire lock...');
    const third = await operator.start(
      'nexus/qemu/100',
      'stop',
      'overrule-shutdown=1',
    );
    expect((await operator.end(third)).exitstatus).toBe('OK');
    expect((await operator.log(third))[0]).toBe(
      `overruled qmshutdown tasks: ${first}`,
    );
    expect((await operator.end(first)).exitstatus).toBe('received interrupt');
  });

  it('reboots by going down, and is started by root@pam then', async () => {
    const upid = await operator.start('nexus/qemu/100', 'reboot');
    expect((await operator.end(upid)).exitstatus).toBe('OK');
    expect(await operator.state('nexus/qemu/100')).toBe('stopped');
    await operator.until(
      async () => (await operator.state('nexus/qemu/100')) === 'running',
    );
    const [started] = await operator.get('/nodes/nexus/tasks?vmid=100');
    expect(started).toMatchObject({ type: 'qmstart', user: 'root@pam' });
  });

  it('that is paused is not shut down, and one that is stopped not rebooted', async () => {
    await lab.control.setGuest(100, { status: 'paused' });
    expect(await operator.power('nexus/qemu/100', 'shutdown')).toMatchObject({
      status: 500,
      reason: 'VM is paused - cannot shutdown',
    });
    expect(await operator.power('nexus/qemu/150', 'reboot')).toMatchObject({
      status: 500,
      reason: 'VM 150 not running',
    });
  });
});

describe('a container', () => {
  it('is refused before any worker where it runs already, or does not', async () => {
    expect(await operator.power('closet/lxc/230', 'start')).toMatchObject({
      status: 500,
      reason: 'CT 230 already running',
      body: { data: null, message: 'CT 230 already running\n' },
    });
    for (const action of ['shutdown', 'stop']) {
      expect(await operator.power('closet/lxc/240', action)).toMatchObject({
        status: 500,
        reason: 'CT 240 not running',
      });
    }
    expect(await operator.power('closet/lxc/240', 'reboot')).toMatchObject({
      status: 500,
      reason: 'VM 240 not running',
    });
  });

  it('starts, reboots, shuts down and is stopped', async () => {
    for (const [action, type, state] of [
      ['start', 'vzstart', 'running'],
      ['reboot', 'vzreboot', 'running'],
      ['shutdown', 'vzshutdown', 'stopped'],
      ['start', 'vzstart', 'running'],
      ['stop', 'vzstop', 'stopped'],
    ]) {
      const upid = await operator.start('closet/lxc/240', action);
      expect(upid).toContain(`:${type}:240:`);
      expect((await operator.end(upid)).exitstatus).toBe('OK');
      expect(await operator.state('closet/lxc/240')).toBe(state);
    }
  });

  it('that ignores being asked is watched for as long again, and five seconds', async () => {
    await lab.control.setGuest(230, { ignoresShutdown: true });
    const upid = await operator.start(
      'closet/lxc/230',
      'shutdown',
      'timeout=10',
    );
    const { exitstatus, seconds } = await operator.end(upid);
    expect(exitstatus).toBe('container did not stop');
    expect(seconds).toBeGreaterThanOrEqual(24);
    expect(await operator.log(upid)).toEqual([
      "command 'lxc-stop -n 230 --nokill --timeout 10' failed: exit code 1",
      'TASK ERROR: container did not stop',
    ]);
    await lab.control.setGuest(231, { lock: 'snapshot' });
    const locked = await operator.start('closet/lxc/231', 'shutdown');
    expect((await operator.end(locked)).exitstatus).toBe(
      'CT is locked (snapshot)',
    );
  });
});

describe('power', () => {
  it('takes VM.PowerMgmt, which the reader does not have', async () => {
    const reader = new Operator(lab, 'ctrl@pve!portal');
    expect(await reader.power('nexus/qemu/100', 'shutdown')).toMatchObject({
      status: 403,
      reason: 'Permission check failed (/vms/100, VM.PowerMgmt)',
    });
    const mine = await operator.get('/access/permissions?path=/vms/100');
    expect(Object.keys(mine['/vms/100']).sort()).toEqual([
      'Sys.Audit',
      'VM.Audit',
      'VM.Config.Options',
      'VM.Migrate',
      'VM.PowerMgmt',
      'VM.Snapshot',
      'VM.Snapshot.Rollback',
    ]);
    const power = new Operator(lab, 'ctrl@pve!power');
    const least = await power.get('/access/permissions?path=/vms/100');
    expect(Object.keys(least['/vms/100']).sort()).toEqual([
      'Sys.Audit',
      'VM.Audit',
      'VM.PowerMgmt',
    ]);
    const its = await reader.get('/access/permissions?path=/vms/100');
    expect(its['/vms/100']).not.toHaveProperty(['VM.PowerMgmt']);
  });

  it('wants its parameters right', async () => {
    expect(
      await operator.power('nexus/qemu/100', 'shutdown', 'timeout=-1&hard=1'),
    ).toMatchObject({
      status: 400,
      body: {
        errors: {
          timeout: 'value must have a minimum value of 0',
          hard: expect.stringContaining('not defined in schema'),
        },
      },
    });
  });

  it('starts nothing without quorum', async () => {
    await lab.control.setTimes({ unreachableMs: 0 });
    await lab.control.killNode('closet');
    await lab.control.killNode('forge');
    expect(await operator.power('nexus/qemu/150', 'start')).toMatchObject({
      status: 500,
      reason: 'cluster not ready - no quorum?',
    });
    // What needs no configuration written goes on.
    const upid = await operator.start('nexus/qemu/100', 'stop');
    expect((await operator.end(upid)).exitstatus).toBe('OK');
  });
});
