import { startLab, type Lab } from '../../testing.ts';
import { Operator } from '../../tests/operator.ts';

// Many small requests: a busy machine needs its time.
jest.setTimeout(60_000);

describe('a node that is away', () => {
  let lab: Lab;
  let admin: Operator;
  beforeAll(async () => {
    lab = await startLab({ only: ['proxmox'] });
    admin = new Operator(lab, 'ops@pve!full');
  });
  beforeEach(async () => {
    await lab.control.reset();
    await lab.control.setTimes({ unreachableMs: 0 });
  });
  afterAll(() => lab.stop());

  const start = async (body: string): Promise<string> =>
    (await admin.ask('POST', '/nodes/nexus/qemu/100/migrate', body)).body.data;
  const text = async (upid: string) => (await admin.log(upid)).join('\n');

  it('cannot be migrated to', async () => {
    await lab.control.killNode('closet');
    const upid = await start('target=closet&online=1&with-local-disks=1');
    expect((await admin.end(upid)).exitstatus).toBe('migration aborted');
    expect(await text(upid)).toContain(
      "Can't connect to destination address using public key",
    );
  });

  it('that dies while memory goes there leaves the VM where it was', async () => {
    const upid = await start('target=closet&online=1&with-local-disks=1');
    await admin.until(async () =>
      (await text(upid)).includes('migration active'),
    );
    await lab.control.killNode('closet');
    expect((await admin.end(upid)).exitstatus).toBe('migration problems');
    expect(await text(upid)).toContain(
      'ERROR: online migrate failure - aborting',
    );
    const status = await admin.get('/nodes/nexus/qemu/100/status/current');
    expect(status.status).toBe('running');
    expect(status).not.toHaveProperty('lock');
  });

  it('that dies while a VM leaves it keeps the lock', async () => {
    const upid = await start('target=closet&online=1&with-local-disks=1');
    await lab.control.advance(5);
    await lab.control.killNode('nexus');
    await lab.control.reviveNode('nexus');
    const { status } = (await admin.task(upid)).body.data;
    expect(status).toBe('stopped');
    expect(
      await admin.get('/nodes/nexus/qemu/100/status/current'),
    ).toMatchObject({ status: 'running', lock: 'migrate' });
    expect(
      await admin.ask(
        'POST',
        '/nodes/nexus/qemu/100/migrate',
        'target=forge&online=1',
      ),
    ).toMatchObject({ status: 500, reason: 'VM is locked (migrate)' });
  });

  it('is not the only thing that ends a migration: it is interrupted between two steps', async () => {
    const upid = await start('target=forge&online=1&with-local-disks=1');
    await lab.control.advance(5);
    await admin.task(upid, '', 'DELETE');
    expect((await admin.end(upid)).exitstatus).toBe('migration problems');
    expect(await text(upid)).toContain(
      'ERROR: online migrate failure - interrupted by signal',
    );
    const status = await admin.get('/nodes/nexus/qemu/100/status/current');
    expect(status).not.toHaveProperty('lock');
  });

  it('whose answer is lost has begun the migration all the same, once', async () => {
    await lab.control.breakEndpoint({
      mode: 'lost-answer',
      method: 'POST',
      times: 1,
    });
    await expect(
      start('target=forge&online=1&with-local-disks=1'),
    ).rejects.toThrow();
    const [{ path, processed, answered, upid }, ...more] =
      await lab.control.mutations();
    expect({ path, processed, answered, more }).toEqual({
      path: '/nodes/nexus/qemu/100/migrate',
      processed: true,
      answered: false,
      more: [],
    });
    expect((await admin.end(upid ?? '')).exitstatus).toBe('OK');
    expect(await admin.state('forge/qemu/100')).toBe('running');
  });

  it('needs VM.Migrate of the guest', async () => {
    const reader = new Operator(lab, 'ctrl@pve!portal');
    expect(
      await reader.ask('GET', '/nodes/nexus/qemu/100/migrate'),
    ).toMatchObject({
      status: 403,
      reason: 'Permission check failed (/vms/100, VM.Migrate)',
    });
  });
});
