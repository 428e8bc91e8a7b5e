import { checkResponse } from '../../contract.ts';
import { startLab, type Lab } from '../../testing.ts';
import { Operator } from '../../tests/operator.ts';
import type { PveAnswer } from '../../tests/pve.ts';

// Many small requests: a busy machine needs its time.
jest.setTimeout(60_000);

describe.each(['9', '8'] as const)('as version %s', pve => {
  let lab: Lab;
  let admin: Operator;
  beforeAll(async () => {
    lab = await startLab({ only: ['proxmox'], pve });
    admin = new Operator(lab, 'ops@pve!full');
  });
  beforeEach(() => lab.control.reset());
  afterAll(() => lab.stop());

  const migrate = (guest: string, body: string): Promise<PveAnswer> =>
    admin.ask('POST', `/nodes/${guest}/migrate`, body);
  const start = async (guest: string, body: string): Promise<string> => {
    const answer = await migrate(guest, body);
    if (answer.status !== 200) throw new Error(answer.reason);
    return answer.body.data;
  };
  /** Without the times. */
  const log = async (upid: string) =>
    (await admin.log(upid)).map(line => line.replace(/^[\d-]+ [\d:]+ /, ''));

  it.each([
    ['qemu/110', 'nexus'],
    ['qemu/130', 'nexus'],
    ['qemu/140', 'forge'],
    ['qemu/150', 'nexus'],
    ...(pve === '9' ? [['lxc/200', 'nexus']] : []),
  ])('what stands before moving %s is as the schema says', async (id, node) => {
    const path = `/nodes/${node}/${id}/migrate`;
    const { status, body } = await admin.ask('GET', path);
    expect(status).toBe(200);
    expect(checkResponse('GET', path, body, pve)).toEqual([]);
  });

  it('a VM’s local disks, devices and nodes are told before', async () => {
    const worker = await admin.get('/nodes/nexus/qemu/110/migrate');
    expect(worker).toMatchObject({
      running: 1,
      allowed_nodes: ['forge', 'closet'],
      not_allowed_nodes: {},
      local_resources: [],
    });
    expect(worker.local_disks).toEqual([
      expect.objectContaining({
        volid: 'local-lvm:vm-110-disk-0',
        size: 120 * 1024 ** 3,
        is_attached: 1,
        cdrom: 0,
      }),
    ]);
    const desk = await admin.get('/nodes/nexus/qemu/150/migrate');
    expect(desk).toMatchObject({ running: 0, local_resources: ['hostpci0'] });
    const home = await admin.get('/nodes/forge/qemu/140/migrate');
    expect(home).toMatchObject({
      allowed_nodes: ['nexus'],
      not_allowed_nodes: { closet: { 'unavailable-resources': ['usb0'] } },
      'mapped-resource-info': { usb0: { name: 'zigbee' } },
    });
    expect(home['dependent-ha-resources']).toEqual(
      pve === '8' ? undefined : [],
    );
  });

  it('a running VM goes live with its disks, and leaves a log of it', async () => {
    const upid = await start(
      'nexus/qemu/100',
      'target=forge&online=1&with-local-disks=1',
    );
    expect(upid).toContain(':qmigrate:100:ops@pve!full:');
    await lab.control.advance(5);
    const there = await admin.get('/nodes/nexus/qemu/100/status/current');
    expect(there).toMatchObject({ status: 'running', lock: 'migrate' });
    const { exitstatus, seconds } = await admin.end(upid);
    expect(exitstatus).toBe('OK');
    // 40 GiB of disk and 6 GiB of memory at some 250 MiB a second.
    expect(seconds).toBeGreaterThan(150);
    const lines = await log(upid);
    expect(lines).toContain(
      "starting migration of VM 100 to node 'forge' (10.25.6.12)",
    );
    expect(lines).toContain(
      "found local disk 'local-lvm:vm-100-disk-0' (attached)",
    );
    expect(lines.join('\n')).toMatch(
      /scsi0: transferred \d+\.\d GiB of 40\.0 GiB \(\d+\.\d\d%\) in \d+s/,
    );
    expect(lines.join('\n')).toMatch(
      /migration active, transferred .* of 6\.0 GiB VM-state, 280\.0 MiB\/s/,
    );
    expect(lines.slice(-2)[0]).toMatch(
      /^migration finished successfully \(duration 00:0[3-9]:\d\d\)$/,
    );
    const moved = await admin.get('/nodes/forge/qemu/100/status/current');
    expect(moved.status).toBe('running');
    expect(moved).not.toHaveProperty('lock');
    const gone = await admin.ask('GET', '/nodes/nexus/qemu/100/status/current');
    expect(gone.status).toBe(500);
    const [task] = await admin.get('/nodes/forge/tasks?source=all&vmid=100');
    expect(task).toMatchObject({ type: 'qmstart', user: 'root@pam' });
  });

  it('a stopped VM is copied, to another storage if that is asked for', async () => {
    const upid = await start(
      'closet/qemu/151',
      'target=nexus&targetstorage=tank',
    );
    expect((await admin.end(upid)).exitstatus).toBe('OK');
    expect(await log(upid)).toContain(
      "volume 'local-lvm:vm-151-disk-0' is 'tank:vm-151-disk-0' on the target",
    );
    const config = await admin.get('/nodes/nexus/qemu/151/config');
    expect(config.virtio0).toMatch(/^tank:vm-151-disk-0,/);
  });

  it.each([
    ['nexus/qemu/100', 'target=nexus', 400, 'Parameter verification failed.'],
    ['nexus/qemu/100', 'target=attic', 500, "no such cluster node 'attic'"],
    [
      'nexus/qemu/100',
      'target=forge',
      500,
      "can't migrate running VM without --online",
    ],
    [
      'nexus/qemu/100',
      'target=forge&online=1&targetstorage=nowhere',
      500,
      "storage 'nowhere' does not exist",
    ],
    [
      'nexus/qemu/100',
      'target=forge&online=1&targetstorage=nas',
      500,
      "storage 'nas' does not support vm images",
    ],
    [
      'nexus/qemu/100',
      'target=closet&online=1&targetstorage=tank',
      500,
      "storage 'tank' is not available on node 'closet'",
    ],
    [
      'nexus/lxc/211',
      'target=forge',
      500,
      "can't migrate running container without --online or --restart",
    ],
    [
      'nexus/qemu/100',
      'target=forge&online=1&force=1',
      400,
      'Parameter verification failed.',
    ],
  ])('%s with %s is refused: %s %s', async (guest, body, status, reason) => {
    expect(await migrate(guest, body)).toMatchObject({ status, reason });
  });

  it.each([
    [
      'nexus/qemu/100',
      'target=forge&online=1',
      "can't migrate local disk 'local-lvm:vm-100-disk-0': can't live migrate attached local disks without with-local-disks option",
    ],
    [
      'nexus/qemu/130',
      'target=forge&online=1&with-local-disks=1',
      "can't migrate local disk 'local-lvm:vm-130-disk-0': online storage migration not possible if non-replicated snapshot exists",
    ],
    [
      'nexus/qemu/150',
      'target=forge',
      "ERROR: migration aborted (duration 00:00:00): can't migrate VM which uses local devices: hostpci0",
    ],
    [
      'nexus/lxc/211',
      'target=forge&online=1',
      'ERROR: migration aborted (duration 00:00:00): lxc live migration is currently not implemented',
    ],
    [
      'closet/lxc/231',
      'target=forge&restart=1',
      "ERROR: migration aborted (duration 00:00:00): cannot migrate local bind mount point 'mp0'",
    ],
  ])('%s with %s fails in its task', async (guest, body, expected) => {
    const upid = await start(guest, body);
    expect((await admin.end(upid)).exitstatus).toBe('migration aborted');
    expect(await log(upid)).toContain(expected);
    const after = await admin.get(`/nodes/${guest}/status/current`);
    expect(after).not.toHaveProperty('lock');
  });

  it('a container is shut down, copied and started there', async () => {
    const upid = await start('nexus/lxc/220', 'target=forge&restart=1');
    expect(upid).toContain(':vzmigrate:220:');
    expect((await admin.end(upid)).exitstatus).toBe('OK');
    const lines = await log(upid);
    expect(lines).toContain('shutdown CT 220');
    expect(lines).toContain('start container on target node');
    expect(await admin.state('forge/lxc/220')).toBe('running');
  });
});
