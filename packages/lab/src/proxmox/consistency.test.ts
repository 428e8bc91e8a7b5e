import { startLab, type Lab } from '../testing.ts';
import { pve } from '../tests/pve.ts';

type Row = Record<string, any>;

let lab: Lab;
beforeAll(async () => {
  lab = await startLab({ only: ['proxmox'] });
});
beforeEach(() => lab.control.reset());
afterAll(() => lab.stop());

const ask = (path: string) =>
  pve(lab.lab.services.proxmox[0], path, { token: 'ctrl@pve!inspect' });

async function get(path: string): Promise<any> {
  const answer = await ask(path);
  expect(answer).toMatchObject({ status: 200 });
  return answer.body.data;
}

const guests = (): Promise<Row[]> => get('/cluster/resources?type=vm');

/** `local-lvm:vm-100-disk-0,size=40G` of a configuration: what is on a storage of the guest's own. */
function volumesOf(config: Row): { volid: string; size?: string }[] {
  return Object.entries(config)
    .filter(([key]) =>
      /^(scsi|virtio|sata|ide|efidisk|tpmstate|mp|unused|rootfs)\d*$/.test(key),
    )
    .map(([, value]) => String(value))
    .filter(value => /^[a-z-]+:(vm|base|subvol)-/.test(value))
    .map(value => ({
      volid: value.split(',')[0],
      size: /size=(\w+)/.exec(value)?.[1],
    }));
}

const UNITS: Record<string, number> = { M: 1024 ** 2, G: 1024 ** 3 };
const bytes = (size: string) =>
  Number(size.slice(0, -1)) * UNITS[size.slice(-1)];

describe('configurations and storages', () => {
  it('name the same disks, of the same size', async () => {
    const rows = await guests();
    const contents = new Map<string, Row>();
    for (const storage of ['local-lvm', 'ceph-vm', 'tank']) {
      for (const node of ['nexus', 'forge', 'closet']) {
        if (storage === 'tank' && node === 'closet') continue;
        const items = await get(`/nodes/${node}/storage/${storage}/content`);
        for (const item of items) contents.set(item.volid, item);
      }
    }
    const named = new Set<string>();
    for (const { node, type, vmid } of rows) {
      const config = await get(`/nodes/${node}/${type}/${vmid}/config`);
      for (const { volid, size } of volumesOf(config)) {
        named.add(volid);
        expect(contents.get(volid)).toMatchObject({
          vmid,
          ...(size && { size: bytes(size) }),
        });
      }
    }
    const unnamed = [...contents.keys()].filter(volid => !named.has(volid));
    // RAM of snapshots, and what a guest that is gone has left.
    expect(unnamed.filter(volid => !volid.includes('-state-'))).toEqual([
      'local-lvm:vm-199-disk-0',
    ]);
  });

  it('differ as those of a household do', async () => {
    const configs: Row[] = [];
    for (const { node, type, vmid } of await guests()) {
      configs.push(await get(`/nodes/${node}/${type}/${vmid}/config`));
    }
    const having = (name: string) => configs.filter(config => name in config);
    for (const name of ['scsi0', 'virtio0', 'sata0', 'efidisk0', 'tpmstate0']) {
      expect(having(name).length).toBeGreaterThan(0);
    }
    for (const name of ['ipconfig0', 'sshkeys', 'net2', 'mp0', 'startup']) {
      expect(having(name).length).toBeGreaterThan(0);
      expect(having(name).length).toBeLessThan(configs.length / 2);
    }
    expect(having('digest')).toHaveLength(configs.length);
    const digests = new Set(configs.map(({ digest }) => digest));
    expect(digests.size).toBe(configs.length);
    expect(new Set(configs.map(({ net0 }) => net0)).size).toBe(configs.length);
  });

  it('has changes that wait for a start, and are in effect after it', async () => {
    const path = '/nodes/nexus/qemu/130';
    const pending: Row[] = await get(`${path}/pending`);
    expect(pending.find(({ key }) => key === 'cores')).toMatchObject({
      value: 6,
      pending: 8,
    });
    expect(pending.find(({ key }) => key === 'cpuunits')?.delete).toBe(1);
    expect(await get(`${path}/config`)).toMatchObject({ cores: 8 });
    const current = await get(`${path}/config?current=1`);
    expect(current).toMatchObject({ cores: 6, cpuunits: 50 });
    await lab.control.setGuest(130, { status: 'stopped' });
    await lab.control.setGuest(130, { status: 'running' });
    const after: Row[] = await get(`${path}/pending`);
    expect(after.filter(row => 'pending' in row || 'delete' in row)).toEqual(
      [],
    );
    expect(await get(`${path}/config?current=1`)).toMatchObject({ cores: 8 });
  });
});

describe('backups', () => {
  const backups = async (storage: string, vmid: number): Promise<Row[]> =>
    get(`/nodes/nexus/storage/${storage}/content?content=backup&vmid=${vmid}`);

  it('are made every night, and pruned', async () => {
    const { now } = await lab.control.now();
    const list = await backups('nas', 100);
    expect(list.length).toBeGreaterThan(7);
    expect(list.length).toBeLessThanOrEqual(11);
    const newest = Math.max(...list.map(({ ctime }) => ctime));
    expect(Date.parse(now) / 1000 - newest).toBeLessThan(50 * 3600);
    expect(list[0]).toMatchObject({ vmid: 100, subtype: 'qemu' });
    expect(list[0].volid).toMatch(/^nas:backup\/vzdump-qemu-100-.*\.vma\.zst$/);
  });

  it('are verified where they are on a backup server', async () => {
    const list = await backups('pbs', 110);
    const states = list.map(({ verification }) => verification?.state);
    expect(states).toContain('ok');
    expect(list.filter(({ encrypted }) => encrypted)).toHaveLength(list.length);
    const kept = await backups('nas', 221);
    expect(kept.filter(row => row.protected === 1)).toHaveLength(1);
  });

  it('are missing of a guest that only a disabled job has', async () => {
    const uncovered: Row[] = await get('/cluster/backup-info/not-backed-up');
    expect(uncovered.map(({ vmid }) => vmid).sort()).toEqual([151, 240]);
    const jobs: Row[] = await get('/cluster/backup');
    const ofDesk = jobs.filter(({ vmid = '' }) => vmid.includes('150'));
    expect(ofDesk.map(({ enabled }) => enabled)).toEqual([0]);
    for (const storage of ['nas', 'pbs']) {
      expect(await backups(storage, 150)).toEqual([]);
    }
  });
});

describe('the guest agent', () => {
  const path = '/nodes/nexus/qemu/100/agent/network-get-interfaces';

  it('names the addresses that the configuration sets', async () => {
    const { result } = await get(path.replace('100', '130'));
    const addresses = result.flatMap((row: Row) =>
      (row['ip-addresses'] ?? []).map((ip: Row) => ip['ip-address']),
    );
    const { ipconfig0 } = await get('/nodes/nexus/qemu/130/config');
    const [, address] = /ip=([\d.]+)/.exec(ipconfig0)!;
    expect(addresses).toContain(address);
  });

  it('is not running when it was stopped, or its guest was', async () => {
    expect(await ask(path)).toMatchObject({ status: 200 });
    await lab.control.setGuest(100, { agent: false });
    expect(await ask(path)).toMatchObject({
      status: 500,
      reason: 'QEMU guest agent is not running',
    });
    await lab.control.setGuest(100, { agent: true, status: 'stopped' });
    expect(await ask(path)).toMatchObject({
      status: 500,
      reason: 'VM 100 is not running',
    });
  });

  it('has no part in containers, whose addresses the host knows', async () => {
    const rows: Row[] = await get('/nodes/closet/lxc/201/interfaces');
    expect(rows.map(({ name }) => name)).toEqual(['lo', 'eth0']);
    await lab.control.setGuest(201, { status: 'stopped' });
    expect(await get('/nodes/closet/lxc/201/interfaces')).toBeNull();
  });
});
