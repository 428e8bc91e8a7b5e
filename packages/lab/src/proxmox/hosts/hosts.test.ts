import { startLab, type Lab } from '../../testing.ts';
import { pve } from '../../tests/pve.ts';

type Row = Record<string, any>;

let lab: Lab;
beforeAll(async () => {
  lab = await startLab({ only: ['proxmox'] });
});
beforeEach(() => lab.control.reset());
afterAll(() => lab.stop());

async function get(path: string): Promise<any> {
  const answer = await pve(lab.lab.services.proxmox[0], path, {
    token: 'ctrl@pve!inspect',
  });
  expect(answer).toMatchObject({ status: 200 });
  return answer.body.data;
}

const disks = (node: string): Promise<Row[]> =>
  get(`/nodes/${node}/disks/list`);

describe('disks', () => {
  it('are worn, failed, silent and well', async () => {
    const all = (
      await Promise.all(['nexus', 'forge', 'closet'].map(disks))
    ).flat();
    const wearouts = all.map(({ wearout }) => wearout);
    expect(wearouts.some(left => left !== 'N/A' && left < 10)).toBe(true);
    expect(wearouts).toContain('N/A');
    expect(new Set(all.map(({ health }) => health))).toEqual(
      new Set(['PASSED', 'FAILED!', 'UNKNOWN']),
    );
    expect(new Set(all.map(({ serial }) => serial)).size).toBe(all.length);
    // As the real ones: said only of those that are.
    expect(all.filter(row => 'mounted' in row)).toHaveLength(1);
  });

  it('say what SMART says of each', async () => {
    const smart = (node: string, disk: string) =>
      get(`/nodes/${node}/disks/smart?disk=${disk}`);
    expect(await smart('nexus', '/dev/nvme0n1')).toMatchObject({
      type: 'text',
      health: 'PASSED',
      text: expect.stringContaining('Percentage Used:                    92%'),
    });
    const failed = await smart('forge', '/dev/sda');
    expect(failed).toMatchObject({ type: 'ata', health: 'FAILED!' });
    expect(
      failed.attributes.filter(({ fail }: Row) => fail === 'NOW').length,
    ).toBeGreaterThan(0);
    expect(await smart('closet', '/dev/sdb')).toEqual({ health: 'UNKNOWN' });
  });

  it('fail when they are told to', async () => {
    const target = { node: 'closet', devpath: '/dev/nvme0n1' };
    await lab.control.setDisk({ ...target, health: 'FAILED!', wearout: 3 });
    const [row] = await disks('closet');
    expect(row).toMatchObject({ health: 'FAILED!', wearout: 3 });
    await expect(
      lab.control.setDisk({ ...target, devpath: '/dev/sdz', wearout: 3 }),
    ).rejects.toThrow('closet has no disk /dev/sdz');
    await lab.control.reset();
    expect((await disks('closet'))[0]).toMatchObject({ health: 'PASSED' });
  });
});

it('services fail when they are told to', async () => {
  const services = async () => {
    const rows: Row[] = await get('/nodes/forge/services');
    return rows.find(({ service }) => service === 'pvestatd');
  };
  expect(await services()).toMatchObject({
    state: 'running',
    'active-state': 'active',
    'unit-state': 'enabled',
  });
  await lab.control.setService({
    node: 'forge',
    service: 'pvestatd',
    state: 'failed',
  });
  expect(await services()).toMatchObject({
    state: 'failed',
    'active-state': 'failed',
  });
  const closet: Row[] = await get('/nodes/closet/services');
  const failed = closet.filter(row => row['active-state'] === 'failed');
  expect(failed.map(({ service }) => service)).toEqual(['postfix']);
});

it('updates wait on some nodes, and as many as is said', async () => {
  const count = async (node: string) =>
    (await get(`/nodes/${node}/apt/update`)).length;
  expect(await count('nexus')).toBeGreaterThan(20);
  expect(await count('forge')).toBe(3);
  expect(await count('closet')).toBe(0);
  await lab.control.setUpdates('closet', 5);
  expect(await count('closet')).toBe(5);
  const versions: Row[] = await get('/nodes/nexus/apt/versions');
  const manager = versions.find(row => row.Package === 'pve-manager');
  expect(manager).toMatchObject({ OldVersion: '9.2.3' });
});

it('subscriptions are bought, about to end, or not there', async () => {
  const subscription = (node: string) => get(`/nodes/${node}/subscription`);
  const { now } = await lab.control.now();
  const daysLeft = async (node: string) => {
    const { nextduedate } = await subscription(node);
    return (Date.parse(nextduedate) - Date.parse(now)) / 86_400_000;
  };
  expect(await daysLeft('nexus')).toBeGreaterThan(200);
  expect(await daysLeft('forge')).toBeLessThan(14);
  expect(await subscription('closet')).toMatchObject({ status: 'notfound' });
  await lab.control.setSubscription('nexus', 'expired');
  expect(await subscription('nexus')).toMatchObject({ status: 'expired' });
});

describe('replication', () => {
  const job = async (node: string, id: string): Promise<Row> =>
    get(`/nodes/${node}/replication/${id}/status`);

  it('runs, is paused, or fails later and later', async () => {
    const { now } = await lab.control.now();
    const seconds = Date.parse(now) / 1000;
    const well = await job('nexus', '221-0');
    expect(well).toMatchObject({ fail_count: 0, target: 'forge' });
    expect(seconds - well.last_sync).toBeLessThan(901);
    expect(await job('nexus', '220-0')).toMatchObject({ disable: 1 });
    const failing = await job('forge', '212-0');
    expect(failing.fail_count).toBeGreaterThan(50);
    expect(failing.last_try - failing.last_sync).toBeGreaterThan(86_400);
    expect(failing.next_sync - failing.last_try).toBe(1800);
    const lines: Row[] = await get('/nodes/forge/replication/212-0/log');
    expect(lines.at(-1)?.t).toContain('end replication job with error: zfs');
  });

  it('fails while the other node is dead', async () => {
    await lab.control.killNode('forge');
    await lab.control.advance(2000);
    const failing = await job('nexus', '221-0');
    expect(failing).toMatchObject({
      fail_count: expect.any(Number),
      error: expect.stringContaining('exit code 255'),
      next_sync: 0,
    });
    expect(failing.fail_count).toBeGreaterThan(0);
    await lab.control.reviveNode('forge');
    await lab.control.advance(1000);
    expect(await job('nexus', '221-0')).toMatchObject({ fail_count: 0 });
  });

  it('follows its guest, and fails as it is told to', async () => {
    await lab.control.setGuest(221, { node: 'forge' });
    expect(await job('forge', '221-0')).toMatchObject({
      source: 'forge',
      target: 'nexus',
    });
    await lab.control.setReplication('221-0', 'target dataset is busy');
    await lab.control.advance(1000);
    const failing = await job('forge', '221-0');
    expect(failing).toMatchObject({ error: 'target dataset is busy' });
    expect(failing.fail_count).toBeGreaterThan(0);
    await lab.control.setReplication('221-0', null);
    expect((await job('forge', '221-0')).fail_count).toBe(0);
  });
});
