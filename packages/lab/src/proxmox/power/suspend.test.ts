import { startLab, type Lab } from '../../testing.ts';
import { Operator } from '../../tests/operator.ts';

// Many small requests: a busy machine needs its time.
jest.setTimeout(30_000);

let lab: Lab;
let operator: Operator;
let admin: Operator;
beforeAll(async () => {
  lab = await startLab({ only: ['proxmox'] });
  operator = new Operator(lab);
  admin = new Operator(lab, 'ops@pve!full');
});
beforeEach(() => lab.control.reset());
afterAll(() => lab.stop());

const status = (guest: string) =>
  operator.get(`/nodes/${guest}/status/current`);

describe('a VM', () => {
  it('is paused and goes on, as qmpause and qmresume', async () => {
    const pause = await operator.start('nexus/qemu/100', 'suspend');
    expect(pause).toContain(':qmpause:100:');
    expect((await operator.end(pause)).exitstatus).toBe('OK');
    expect(await status('nexus/qemu/100')).toMatchObject({
      status: 'running',
      qmpstatus: 'paused',
    });
    const resume = await operator.start('nexus/qemu/100', 'resume');
    expect(resume).toContain(':qmresume:100:');
    expect((await operator.end(resume)).exitstatus).toBe('OK');
    expect((await status('nexus/qemu/100')).qmpstatus).toBe('running');
  });

  it('is suspended to disk under a lock, and starts again from there', async () => {
    const upid = (await admin.power('nexus/qemu/100', 'suspend', 'todisk=1'))
      .body.data;
    expect(upid).toContain(':qmsuspend:100:');
    await lab.control.advance(1);
    expect((await status('nexus/qemu/100')).lock).toBe('suspending');
    const { exitstatus, seconds } = await admin.end(upid);
    expect(exitstatus).toBe('OK');
    expect(seconds).toBeGreaterThanOrEqual(2);
    expect(await admin.log(upid)).toEqual(['State saved, quitting', 'TASK OK']);
    expect(await status('nexus/qemu/100')).toMatchObject({
      status: 'stopped',
      lock: 'suspended',
    });
    const resume = await operator.start('nexus/qemu/100', 'resume');
    expect((await operator.end(resume)).exitstatus).toBe('OK');
    expect(await operator.log(resume)).toEqual([
      'Resuming suspended VM',
      'Resumed VM, removing state',
      'TASK OK',
    ]);
    expect(await status('nexus/qemu/100')).not.toHaveProperty('lock');
  });

  it('needs more than VM.PowerMgmt to be written to disk, and not to be HA-managed', async () => {
    const ask = (guest: string, who = operator) =>
      who.power(guest, 'suspend', 'todisk=1');
    expect(await ask('nexus/qemu/100')).toMatchObject({
      status: 403,
      reason: 'Permission check failed (/vms/100, VM.Config.Disk)',
    });
    await lab.control.setPrivileges('ops@pve', {
      privileges: ['VM.PowerMgmt', 'VM.Config.Disk'],
    });
    expect(await ask('nexus/qemu/100', admin)).toMatchObject({
      status: 403,
      reason:
        'Permission check failed (/storage/local-lvm, Datastore.AllocateSpace)',
    });
    expect(await ask('nexus/qemu/120', admin)).toMatchObject({
      status: 500,
      reason: 'Cannot suspend HA managed VM to disk',
    });
  });

  it('is reset while it runs, which nothing else shows', async () => {
    const before = (await status('nexus/qemu/100')).uptime;
    const upid = await operator.start('nexus/qemu/100', 'reset');
    expect(upid).toContain(':qmreset:100:');
    expect((await operator.end(upid)).exitstatus).toBe('OK');
    expect((await status('nexus/qemu/100')).uptime).toBeGreaterThanOrEqual(
      before,
    );
  });

  it.each(['suspend', 'resume', 'reset'])(
    'that is stopped is refused before any worker: %s',
    async action => {
      expect(await operator.power('nexus/qemu/150', action)).toMatchObject({
        status: 500,
        reason: 'VM 150 not running',
      });
    },
  );

  it('that is locked says so in the task', async () => {
    await lab.control.setGuest(100, { lock: 'migrate' });
    for (const action of ['suspend', 'reset']) {
      const upid = await operator.start('nexus/qemu/100', action);
      expect((await operator.end(upid)).exitstatus).toBe(
        'VM is locked (migrate)',
      );
    }
  });
});

describe('a container', () => {
  it('cannot be suspended without CRIU, and says so in the task', async () => {
    const upid = await operator.start('closet/lxc/230', 'suspend');
    expect(upid).toContain(':vzsuspend:230:');
    expect((await operator.end(upid)).exitstatus).toBe(
      "command 'lxc-checkpoint -n 230 -s -D /var/lib/vz/dump' failed: exit code 1",
    );
    expect(await operator.state('closet/lxc/230')).toBe('running');
    expect(await operator.power('closet/lxc/230', 'resume')).toMatchObject({
      status: 500,
      reason: 'CT 230 already running',
    });
    expect(await operator.power('closet/lxc/240', 'suspend')).toMatchObject({
      status: 500,
      reason: 'CT 240 not running',
    });
  });
});
