import { startLab, type Lab } from '../../testing.ts';
import { Operator } from '../../tests/operator.ts';
import { pve } from '../../tests/pve.ts';

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

type Row = Record<string, any>;
async function service(sid: string): Promise<Row> {
  const rows = await operator.get('/cluster/ha/status/current');
  return rows.find((row: Row) => row.sid === sid);
}
const reaches = (sid: string, state: string) =>
  operator.until(async () => (await service(sid)).state === state);
const tasksOf = async (node: string, vmid: number): Promise<Row[]> =>
  operator.get(`/nodes/${node}/tasks?source=all&vmid=${vmid}`);
const set = (sid: string, body: string) =>
  admin.ask('PUT', `/cluster/ha/resources/${sid}`, body);

describe('an HA-managed guest', () => {
  it('is asked to stop by hastop, whose OK means only that', async () => {
    const upid = await operator.start(
      'nexus/qemu/120',
      'shutdown',
      'timeout=40',
    );
    expect(upid).toContain(':hastop:120:ctrl@pve!operate:');
    expect((await operator.end(upid)).exitstatus).toBe('OK');
    expect(await operator.log(upid)).toEqual([
      'Requesting HA stop for VM 120',
      'TASK OK',
    ]);
    expect(await operator.state('nexus/qemu/120')).toBe('running');
    await reaches('vm:120', 'request_stop');
    expect(await service('vm:120')).toMatchObject({
      crm_state: 'request_stop',
      request_state: 'stopped',
    });
    await reaches('vm:120', 'stopped');
    const { status, ha } = await operator.get(
      '/nodes/nexus/qemu/120/status/current',
    );
    expect(status).toBe('stopped');
    expect(ha).toEqual({ managed: 1, state: 'stopped' });
    const rows = await operator.get('/cluster/resources?type=vm');
    expect(rows.find((row: Row) => row.id === 'qemu/120').hastate).toBe(
      'stopped',
    );
    const [shutdown] = await tasksOf('nexus', 120);
    expect(shutdown).toMatchObject({
      type: 'qmshutdown',
      user: 'root@pam',
      status: 'OK',
    });
    expect(await operator.log(shutdown.upid)).toEqual([
      'task started by HA resource agent',
      'TASK OK',
    ]);
  });

  it('is asked to start by hastart, and started by its node', async () => {
    await set('ct:200', 'state=stopped');
    await reaches('ct:200', 'stopped');
    const upid = await operator.start('nexus/lxc/200', 'start');
    expect(upid).toContain(':hastart:200:');
    await operator.end(upid);
    expect(await operator.log(upid)).toEqual([
      'Requesting HA start for CT 200',
      'TASK OK',
    ]);
    expect((await service('ct:200')).request_state).toBe('started');
    await reaches('ct:200', 'started');
    expect(await operator.state('nexus/lxc/200')).toBe('running');
    expect((await tasksOf('nexus', 200))[0]).toMatchObject({
      type: 'vzstart',
      user: 'root@pam',
    });
  });

  it('is stopped hard by stop, and not by overruling', async () => {
    await lab.control.setGuest(120, { ignoresShutdown: true });
    expect(
      await operator.power('nexus/qemu/120', 'stop', 'overrule-shutdown=1'),
    ).toMatchObject({
      status: 400,
      body: {
        errors: { 'overrule-shutdown': 'Not applicable for HA resources.' },
      },
    });
    await operator.start('nexus/qemu/120', 'stop');
    await reaches('vm:120', 'stopped');
    expect((await tasksOf('nexus', 120))[0].type).toBe('qmstop');
  });

  it('is started again when it goes down by itself', async () => {
    await lab.control.setGuest(140, { status: 'stopped' });
    const seconds = await operator.until(
      async () => (await operator.state('forge/qemu/140')) === 'running',
    );
    expect(seconds).toBeGreaterThanOrEqual(2);
    expect((await service('vm:140')).state).toBe('started');
  });

  it('that does not stop is in error, which only disabling ends', async () => {
    await lab.control.setGuest(120, { lock: 'backup' });
    const upid = await operator.start('nexus/qemu/120', 'shutdown');
    expect((await operator.end(upid)).exitstatus).toBe('OK');
    await reaches('vm:120', 'error');
    expect((await tasksOf('nexus', 120))[0].status).toBe(
      'VM is locked (backup)',
    );
    const message =
      "service 'vm:120' in error state, must be disabled and fixed first";
    const again = await operator.start('nexus/qemu/120', 'start');
    expect((await operator.end(again)).exitstatus).toBe(
      "command 'ha-manager set vm:120 --state started' failed: exit code 255",
    );
    expect(await operator.log(again)).toContain(message);
    expect(await set('vm:120', 'state=started')).toMatchObject({
      status: 500,
      reason: message,
    });
    await lab.control.setGuest(120, { lock: null });
    expect((await set('vm:120', 'state=disabled')).status).toBe(200);
    await reaches('vm:120', 'disabled');
    await operator.until(
      async () => (await operator.state('nexus/qemu/120')) === 'stopped',
    );
    await set('vm:120', 'state=started');
    await reaches('vm:120', 'started');
  });

  it('whose start keeps failing is in error after its restarts', async () => {
    await set('vm:120', 'state=stopped');
    await reaches('vm:120', 'stopped');
    await lab.control.disturbTasks({
      mode: 'fail',
      type: 'qmstart',
      id: '120',
      status: 'start failed: QEMU exited with code 1',
    });
    await operator.start('nexus/qemu/120', 'start');
    await reaches('vm:120', 'error');
    const starts = (await tasksOf('nexus', 120)).filter(
      ({ type }) => type === 'qmstart',
    );
    expect(starts.map(({ status }) => status)).toEqual([
      'start failed: QEMU exited with code 1',
      'start failed: QEMU exited with code 1',
    ]);
  });

  it('of a dead node stays as it is; what was asked is done when the node is back', async () => {
    await lab.control.setTimes({ unreachableMs: 0 });
    await lab.control.killNode('closet');
    // The request needs no node in particular: the guest's number is enough.
    const upid = await operator.start('nexus/qemu/122', 'shutdown');
    expect((await operator.end(upid)).exitstatus).toBe('OK');
    await lab.control.advance(60);
    expect(await service('vm:122')).toMatchObject({
      crm_state: 'started',
      request_state: 'started',
      node: 'closet',
    });
    await lab.control.reviveNode('closet');
    await reaches('vm:122', 'stopped');
    expect(await operator.state('closet/qemu/122')).toBe('stopped');
  });

  it('is left alone by a manager that is gone, until there is a new one', async () => {
    await lab.control.setTimes({ unreachableMs: 0 });
    await set('vm:140', 'comment=moved');
    await lab.control.killNode('nexus');
    const forge = lab.lab.services.proxmox[1];
    const answer = await pve(forge, '/nodes/forge/qemu/140/status/shutdown', {
      method: 'POST',
      token: 'ctrl@pve!operate',
    });
    expect(answer.status).toBe(200);
    const state = async () => {
      const { body } = await pve(
        forge,
        '/nodes/forge/qemu/140/status/current',
        { token: 'ctrl@pve!operate' },
      );
      return body.data;
    };
    await lab.control.advance(110);
    expect((await state()).ha.state).toBe('started');
    await lab.control.advance(70);
    expect((await state()).ha.state).toBe('stopped');
  });
});

describe('an HA resource', () => {
  it('is read by sid or by the guest’s number', async () => {
    const resource = await operator.get('/cluster/ha/resources/vm:120');
    expect(resource).toMatchObject({
      sid: 'vm:120',
      type: 'vm',
      state: 'started',
      failback: 1,
    });
    expect(await operator.get('/cluster/ha/resources/120')).toEqual(resource);
    expect(
      await operator.ask('GET', '/cluster/ha/resources/vm:100'),
    ).toMatchObject({ status: 500, reason: "no such resource 'vm:100'" });
    expect(await operator.ask('GET', '/cluster/ha/resources/7')).toMatchObject({
      status: 500,
      reason: 'unable to detect SID from VMID - VM/CT 7 does not exist',
    });
  });

  it('is changed with Sys.Console, against the digest that was read', async () => {
    expect(
      await operator.ask(
        'PUT',
        '/cluster/ha/resources/vm:120',
        'state=stopped',
      ),
    ).toMatchObject({
      status: 403,
      reason: 'Permission check failed (/, Sys.Console)',
    });
    const { digest } = await admin.get('/cluster/ha/resources/vm:120');
    const changed = await set('vm:120', `max_restart=3&digest=${digest}`);
    expect(changed).toMatchObject({ status: 200, body: { data: null } });
    expect(await set('vm:120', `max_restart=4&digest=${digest}`)).toMatchObject(
      {
        status: 500,
        reason:
          'update resources config failed: detected modified configuration - file changed by other user? Try again.',
      },
    );
    await set('vm:120', 'delete=comment');
    const resource = await admin.get('/cluster/ha/resources/vm:120');
    expect(resource.max_restart).toBe(3);
    expect(resource).not.toHaveProperty('comment');
    expect(await set('vm:120', 'group=all')).toMatchObject({
      status: 500,
      reason:
        "invalid parameter 'group': ha groups have been migrated to rules",
    });
  });

  it('that is ignored is not managed', async () => {
    await set('vm:120', 'state=ignored');
    await reaches('vm:120', 'ignored');
    const upid = await operator.start('nexus/qemu/120', 'shutdown');
    expect(upid).toContain(':qmshutdown:120:');
    expect(
      (await operator.get('/nodes/nexus/qemu/120/status/current')).ha,
    ).toEqual({ managed: 0 });
  });
});
