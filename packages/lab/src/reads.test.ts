import { checkResponse, servedEndpointsOf, type Pve } from './contract.ts';
import { startLab, type Lab } from './testing.ts';
import { pve as ask, type PveAnswer } from './tests/pve.ts';

type Row = Record<string, any>;

describe.each<Pve>(['9', '8'])('reads of version %s', pve => {
  let lab: Lab;
  beforeAll(async () => {
    lab = await startLab({ only: ['proxmox'], pve });
  });
  beforeEach(() => lab.control.reset());
  afterAll(() => lab.stop());

  function get(path: string, token = 'ctrl@pve!inspect'): Promise<PveAnswer> {
    return ask(lab.lab.services.proxmox[0], path, { token });
  }

  /** The answer's data, which the schema has been asked about. */
  async function data(path: string, token?: string): Promise<any> {
    const answer = await get(path, token);
    expect(answer).toMatchObject({ status: 200 });
    const [plain] = path.split('?');
    expect(checkResponse('GET', plain, answer.body, pve)).toEqual([]);
    return answer.body.data;
  }

  async function guests(): Promise<Row[]> {
    return data('/cluster/resources?type=vm');
  }

  it('answers every read of every guest as the schema says', async () => {
    const paths = servedEndpointsOf(pve)
      .filter(({ method }) => method === 'GET')
      .map(({ path }) => path)
      .filter(path =>
        /(config|pending|snapshot|current|interfaces)$/.test(path),
      )
      .filter(path => path.includes('{vmid}') && !path.includes('{snapname}'))
      .filter(path => !path.includes('/agent/'));
    let asked = 0;
    for (const { node, type, vmid } of await guests()) {
      for (const path of paths) {
        if (!path.includes(`/${type}/`)) continue;
        await data(path.replace('{node}', node).replace('{vmid}', vmid));
        asked += 1;
      }
    }
    // 25 guests, four reads of each at least.
    expect(asked).toBeGreaterThanOrEqual(100);
  });

  it.each([
    '/nodes/nexus/qemu/130/snapshot/podman/config',
    '/nodes/nexus/qemu/130/rrddata?timeframe=hour',
    '/nodes/nexus/lxc/221/rrddata?timeframe=year&cf=MAX',
    '/nodes/nexus/qemu/120/agent/network-get-interfaces',
    '/nodes/nexus/qemu/120/agent/get-fsinfo',
    '/nodes/nexus/qemu/120/agent/get-osinfo',
    '/nodes/closet/disks/list?include-partitions=1',
    '/nodes/closet/disks/list?type=unused',
    '/nodes/nexus/storage/tank/rrddata?timeframe=day',
    '/nodes/nexus/disks/smart?disk=/dev/nvme0n1',
    '/nodes/forge/disks/smart?disk=/dev/sda',
    '/nodes/closet/disks/smart?disk=/dev/sdb&healthonly=1',
    '/nodes/nexus/network?type=any_bridge',
    '/nodes/nexus/apt/update',
    '/nodes/nexus/replication/221-0/status',
    '/nodes/nexus/replication/221-0/log',
    '/nodes/nexus/storage/nas/status',
    '/nodes/nexus/storage/nas/content',
    '/nodes/closet/storage/pbs/content?vmid=110',
    '/nodes/forge/storage/tank/content?content=rootdir',
    '/nodes/nexus/storage/ceph-vm/rrddata?timeframe=month',
    '/pools/platform',
  ])('%s is as the schema says', async path => {
    const answer = await data(path);
    expect(JSON.stringify(answer).length).toBeGreaterThan(2);
  });

  it.each<[string, string, number, string]>([
    [
      'a guest without an agent',
      '/nodes/nexus/qemu/150/agent/get-osinfo',
      500,
      'No QEMU guest agent configured',
    ],
    [
      'a snapshot that is not there',
      '/nodes/nexus/qemu/130/snapshot/nothing/config',
      500,
      "snapshot 'nothing' does not exist",
    ],
    [
      'a guest that is elsewhere',
      '/nodes/forge/qemu/130/config',
      500,
      "Configuration file 'nodes/forge/qemu-server/130.conf' does not exist",
    ],
    [
      'a disk that is not there',
      '/nodes/nexus/disks/smart?disk=/dev/sdz',
      500,
      "Could not find device '/dev/sdz': No such file or directory",
    ],
    [
      'a storage of another node',
      '/nodes/nexus/storage/archive/content',
      500,
      "storage 'archive' is not available on node 'nexus'",
    ],
    [
      'an unknown storage',
      '/nodes/nexus/storage/nowhere/status',
      400,
      'Parameter verification failed.',
    ],
    [
      "another node's job",
      '/nodes/forge/replication/221-0/status',
      500,
      "no such replication job '221-0'",
    ],
    ['an unknown pool', '/pools/none', 500, "pool 'none' does not exist"],
    [
      'a history of nobody',
      '/nodes/nexus/qemu/777/rrddata?timeframe=hour',
      500,
      `RRD error: opening '/var/lib/rrdcached/db/pve${
        pve === '8' ? '2-vm' : '-vm-9.0'
      }/777': No such file or directory`,
    ],
  ])('to %s: an error', async (_, path, status, reason) => {
    expect(await get(path, 'ops@pve!full')).toMatchObject({ status, reason });
  });

  it.each<[string, string]>([
    ['/nodes/nexus/apt/update', '/nodes/nexus, Sys.Modify'],
    [
      '/nodes/nexus/qemu/120/agent/get-osinfo',
      pve === '8'
        ? '/vms/120, VM.Monitor'
        : '/vms/120, VM.GuestAgent.Audit|VM.GuestAgent.Unrestricted',
    ],
  ])('%s is not for who only audits', async (path, what) => {
    expect(await get(path, 'ctrl@pve!portal')).toMatchObject({
      status: 403,
      reason: `Permission check failed (${what})`,
    });
  });

  it.each<[string, string]>([
    ['/nodes/nexus/qemu/120/config', '/vms/120, VM.Audit'],
    ['/nodes/nexus/services', '/nodes/nexus, Sys.Audit'],
    ['/nodes/nexus/disks/smart?disk=/dev/sda', '/, Sys.Audit'],
    ['/cluster/backup', '/, Sys.Audit'],
    [
      '/nodes/nexus/storage/nas/content',
      '/storage/nas, Datastore.Audit|Datastore.AllocateSpace',
    ],
  ])('%s is not for somebody without privileges', async (path, what) => {
    expect(await get(path, 'ctrl@pve!empty')).toMatchObject({
      status: 403,
      reason: `Permission check failed (${what})`,
    });
  });

  it('leaves disks and backups out, silently, for who only audits', async () => {
    const kinds = async (storage: string, token: string) => {
      const rows = await data(`/nodes/nexus/storage/${storage}/content`, token);
      return [...new Set(rows.map(({ content }: Row) => content))];
    };
    expect(await kinds('nas', 'ctrl@pve!inspect')).toEqual([
      'backup',
      'iso',
      'vztmpl',
    ]);
    expect(await kinds('nas', 'ctrl@pve!portal')).toEqual(['iso', 'vztmpl']);
    expect(await kinds('ceph-vm', 'ctrl@pve!portal')).toEqual([]);
    expect((await kinds('ceph-vm', 'ctrl@pve!inspect')).sort()).toEqual([
      'images',
      'rootdir',
    ]);
  });
});
