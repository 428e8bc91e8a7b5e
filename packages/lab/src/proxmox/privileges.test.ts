import { startLab, type Lab, type ProxmoxService } from '../testing.ts';
import { pve } from '../tests/pve.ts';

let lab: Lab;
let service: ProxmoxService;
beforeAll(async () => {
  lab = await startLab({ only: ['proxmox'] });
  [service] = lab.lab.services.proxmox;
});
beforeEach(() => lab.control.reset());
afterAll(() => lab.stop());

async function get(path: string, token: string) {
  return pve(service, path, { token });
}

type Row = Record<string, any>;

async function resources(token: string): Promise<Row[]> {
  return (await get('/cluster/resources', token)).body.data;
}

const count = (rows: Row[], ...types: string[]) =>
  rows.filter(({ type }) => types.includes(type)).length;

describe('/cluster/resources', () => {
  it('shows a reader everything', async () => {
    const rows = await resources('ctrl@pve!portal');
    expect(count(rows, 'qemu', 'lxc')).toBe(25);
    expect(count(rows, 'node')).toBe(3);
    expect(count(rows, 'storage')).toBe(18);
    expect(count(rows, 'pool')).toBe(3);
    expect(count(rows, 'network')).toBe(3);
    expect(rows.find(({ id }) => id === 'qemu/140')).toMatchObject({
      name: 'homeassistant',
      pool: 'home',
      hastate: 'started',
      tags: 'home;critical',
    });
  });

  it('lists nodes without their load to who lacks Sys.Audit', async () => {
    const rows = await resources('ctrl@pve!nosys');
    const node = rows.find(({ id }) => id === 'node/nexus')!;
    expect(node).toMatchObject({ status: 'online', level: '' });
    for (const field of ['cpu', 'mem', 'maxcpu', 'maxmem', 'uptime', 'disk']) {
      expect(node).not.toHaveProperty(field);
    }
    expect(count(rows, 'qemu', 'lxc')).toBe(25);
  });

  it('leaves out, silently, what may not be seen', async () => {
    const rows = await resources('ctrl@pve!home');
    expect(count(rows, 'qemu', 'lxc')).toBe(5);
    expect(count(rows, 'pool')).toBe(1);
    expect(count(rows, 'storage', 'network')).toBe(0);
    expect(count(rows, 'node')).toBe(3);
  });

  it('shows a token without grants of its own the nodes alone', async () => {
    const rows = await resources('ctrl@pve!empty');
    expect(rows.map(({ type }) => type)).toEqual(['node', 'node', 'node']);
  });

  it('hides a pool that may not be seen from its guests', async () => {
    const { id, secret } = await lab.control.addToken({
      id: 'ctrl@pve!vms',
      privileges: ['VM.Audit'],
      path: '/vms',
    });
    const { body } = await pve(service, '/cluster/resources?type=vm', {
      headers: { Authorization: `PVEAPIToken=${id}=${secret}` },
    });
    expect(body.data).toHaveLength(25);
    expect(body.data.every((row: Row) => !('pool' in row))).toBe(true);
  });
});

describe('a method that demands a privilege', () => {
  it.each([
    ['/cluster/status', '/, Sys.Audit'],
    ['/cluster/ha/status/current', '/, Sys.Audit'],
    ['/nodes/forge/status', '/nodes/forge, Sys.Audit'],
    ['/nodes/nexus/rrddata?timeframe=hour', '/nodes/nexus, Sys.Audit'],
  ])('%s names it: %s', async (path, what) => {
    const answer = await get(path, 'ctrl@pve!nosys');
    expect(answer).toMatchObject({
      status: 403,
      reason: `Permission check failed (${what})`,
      body: { data: null, message: `Permission check failed (${what})\n` },
    });
    expect(answer.milliseconds).toBeLessThan(2000);
  });

  it('follows the privileges as they change', async () => {
    const ask = () => get('/cluster/status', 'ctrl@pve!portal');
    expect((await ask()).status).toBe(200);
    await lab.control.setPrivileges('ctrl@pve!portal', {
      privileges: ['VM.Audit'],
    });
    expect((await ask()).status).toBe(403);
  });
});

describe('/access/permissions', () => {
  it('is the intersection of user and token', async () => {
    await lab.control.setPrivileges('ctrl@pve', {
      privileges: ['VM.Audit', 'Sys.Audit'],
    });
    const { body } = await get('/access/permissions', 'ctrl@pve!portal');
    expect(body.data['/']).toEqual({ 'VM.Audit': 1, 'Sys.Audit': 1 });
  });

  it('is all that the user has where the token is not separated', async () => {
    const { body } = await get('/access/permissions?path=/', 'ops@pve!full');
    expect(body.data['/']).toMatchObject({ 'VM.PowerMgmt': 1, 'Sys.Audit': 1 });
    expect(body.data['/']).not.toHaveProperty(['Sys.Modify']);
  });

  it('does not propagate what comes from a pool', async () => {
    const { body } = await get('/access/permissions', 'ctrl@pve!home');
    expect(body.data['/vms/140']).toMatchObject({ 'VM.Audit': 0 });
    expect(body.data).not.toHaveProperty('/');
  });

  it("shows others' only with Sys.Audit on /access", async () => {
    const path = '/access/permissions?userid=ops@pve';
    expect((await get(path, 'ctrl@pve!home')).status).toBe(403);
    expect((await get(path, 'ctrl@pve!portal')).status).toBe(200);
  });
});
