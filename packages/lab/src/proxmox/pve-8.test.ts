import { startLab, type Lab } from '../testing.ts';
import { Operator } from '../tests/operator.ts';

// Many small requests: a busy machine needs its time.
jest.setTimeout(30_000);

let lab: Lab;
let reader: Operator;
let admin: Operator;
beforeAll(async () => {
  lab = await startLab({ only: ['proxmox'], pve: '8' });
  reader = new Operator(lab, 'ctrl@pve!portal');
  admin = new Operator(lab, 'ops@pve!full');
});
beforeEach(() => lab.control.reset());
afterAll(() => lab.stop());

type Row = Record<string, any>;

describe('the lab as Proxmox VE 8', () => {
  it('says so', async () => {
    expect(await reader.get('/version')).toMatchObject({
      release: '8.4',
      version: '8.4.5',
    });
    const { pveversion, kversion } = await reader.get('/nodes/nexus/status');
    expect(pveversion).toMatch(/^pve-manager\/8\.4\.5\//);
    expect(kversion).toMatch(/^Linux 6\.8\./);
    await lab.control.setRelease('8.4.1');
    await lab.control.reset();
    expect((await reader.get('/version')).version).toBe('8.4.5');
  });

  it('has resources without what 9 added', async () => {
    const rows: Row[] = await reader.get('/cluster/resources');
    const types = new Set(rows.map(({ type }) => type));
    expect([...types].sort()).toEqual([
      'lxc',
      'node',
      'pool',
      'qemu',
      'sdn',
      'storage',
    ]);
    const node = rows.find(({ id }) => id === 'node/nexus')!;
    expect(node).toMatchObject({ status: 'online', 'cgroup-mode': 2 });
    expect(node).not.toHaveProperty('hastate');
    expect(node).not.toHaveProperty('host-arch');
    const guest = rows.find(({ id }) => id === 'qemu/140')!;
    expect(guest).toMatchObject({ hastate: 'started', tags: 'home;critical' });
    expect(guest).not.toHaveProperty('memhost');
    const status = await reader.get('/nodes/nexus/qemu/100/status/current');
    expect(status).not.toHaveProperty('pressurecpusome');
    expect(status['running-qemu']).toBe('9.2.0');
  });

  it('has no HA rules, and groups that resources are in', async () => {
    expect(await reader.ask('GET', '/cluster/ha/rules')).toMatchObject({
      status: 501,
      reason: "Method 'GET /cluster/ha/rules' not implemented",
    });
    const groups: Row[] = await reader.get('/cluster/ha/groups');
    expect(groups).toEqual([
      expect.objectContaining({
        type: 'group',
        group: 'prefer-forge',
        nodes: 'forge:2,nexus:1',
        restricted: 0,
      }),
      expect.objectContaining({ group: 'large', restricted: 1, nofailback: 1 }),
    ]);
    expect(await reader.get('/cluster/ha/groups/large')).toEqual(groups[1]);
    const resource = await reader.get('/cluster/ha/resources/vm:140');
    expect(resource.group).toBe('prefer-forge');
    expect(resource).not.toHaveProperty('failback');
    const set = (body: string) =>
      admin.ask('PUT', '/cluster/ha/resources/vm:120', body);
    expect(await set('group=nowhere')).toMatchObject({
      status: 500,
      reason: "HA group 'nowhere' does not exist",
    });
    expect((await set('group=large')).status).toBe(200);
    expect((await reader.get('/cluster/ha/resources/vm:120')).group).toBe(
      'large',
    );
    expect(await set('failback=0')).toMatchObject({
      status: 400,
      body: { errors: { failback: expect.stringContaining('not defined') } },
    });
  });

  it('has no row for fencing', async () => {
    const rows: Row[] = await reader.get('/cluster/ha/status/current');
    expect([...new Set(rows.map(({ type }) => type))]).toEqual([
      'quorum',
      'master',
      'lrm',
      'service',
    ]);
  });

  it('knows VM.Monitor, and not what has replaced it', async () => {
    const granted = await admin.get('/access/permissions?path=/');
    const names = Object.keys(granted['/']);
    expect(names).toContain('VM.Monitor');
    expect(names).not.toContain('VM.GuestAgent.Audit');
    expect(names).not.toContain('VM.Replicate');
    const add = (privilege: string) =>
      lab.control.addToken({ id: 'ctrl@pve!agent', privileges: [privilege] });
    await expect(add('VM.GuestAgent.Audit')).rejects.toThrow(
      "invalid privilege 'VM.GuestAgent.Audit'",
    );
    await expect(add('VM.Monitor')).resolves.toHaveProperty('secret');
  });

  it('says why a login was refused, in the phrase alone', async () => {
    await lab.control.setTimes({ authDelayMs: 0 });
    const expired = new Operator(lab, 'ctrl@pve!expired');
    expect(await expired.ask('GET', '/version')).toMatchObject({
      status: 401,
      reason: "token 'expired' access expired",
      text: '',
    });
  });
});

it('--pve names what it can be', async () => {
  await expect(startLab({ pve: '7' as '8' })).rejects.toThrow(
    '--pve must be 8 or 9',
  );
});
