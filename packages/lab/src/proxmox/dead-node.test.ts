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

const token = 'ctrl@pve!portal';
type Row = Record<string, any>;
const get = (path: string) => pve(service, path, { token });
async function row(id: string): Promise<Row> {
  const { body } = await get('/cluster/resources');
  return body.data.find((candidate: Row) => candidate.id === id);
}

describe('a dead node', () => {
  it('refuses connections at its own endpoint, and takes them when it is back', async () => {
    const closet = lab.lab.services.proxmox[2];
    expect(closet.node).toBe('closet');
    await lab.control.killNode('closet');
    await expect(pve(closet, '/version', { token })).rejects.toMatchObject({
      code: 'ECONNREFUSED',
    });
    await lab.control.reviveNode('closet');
    expect((await pve(closet, '/version', { token })).status).toBe(200);
  });

  it('is 595 for whoever asks another node for it', async () => {
    await lab.control.killNode('closet');
    const answer = await get('/nodes/closet/status');
    expect(answer).toMatchObject({
      status: 595,
      reason: 'No route to host',
      text: '',
    });
    expect(answer.milliseconds).toBeGreaterThanOrEqual(950);
    expect((await get('/nodes/nexus/status')).status).toBe(200);
    // Kept by every node, so it needs no forwarding.
    expect((await get('/nodes/closet/rrddata?timeframe=hour')).status).toBe(
      200,
    );
  });

  it('leaves its address, and the quorum to the votes that remain', async () => {
    await lab.control.killNode('closet');
    const status = async () =>
      (await get('/cluster/status')).body.data as Row[];
    let rows = await status();
    expect(rows[0]).toMatchObject({ quorate: 1, nodes: 3 });
    expect(rows.find(({ name }) => name === 'closet')).toMatchObject({
      online: 0,
      ip: '10.25.6.13',
    });
    await lab.control.killNode('forge');
    rows = await status();
    expect(rows[0].quorate).toBe(0);
    const { body } = await get('/cluster/ha/status/current');
    expect(body.data[0].status).toBe("No quorum on node 'nexus'!");
  });

  it('is offline at once, its guests run on paper for five minutes and are then unknown and nameless', async () => {
    const before = await row('lxc/231');
    expect(before).toMatchObject({ name: 'jellyfin', status: 'running' });
    await lab.control.killNode('closet');
    expect(await row('node/closet')).toMatchObject({ status: 'offline' });
    expect(await row('node/closet')).not.toHaveProperty('cpu');
    await lab.control.advance(280);
    const frozen = await row('lxc/231');
    expect(frozen).toEqual(before);
    expect((await row('qemu/100')).cpu).not.toBe(before.cpu);
    expect((await row('storage/closet/local')).status).toBe('available');
    await lab.control.advance(40);
    const after = await row('lxc/231');
    expect(after).toMatchObject({
      status: 'unknown',
      node: 'closet',
      tags: 'home;media',
      pool: 'home',
    });
    expect(after).not.toHaveProperty('name');
    expect(after).not.toHaveProperty('maxmem');
    expect((await row('storage/closet/local')).status).toBe('unknown');
    await lab.control.reviveNode('closet');
    await lab.control.advance(10);
    const back = await row('lxc/231');
    expect(back).toMatchObject({ name: 'jellyfin', status: 'running' });
    expect(back.uptime).toBeLessThan(30);
  });

  it('stops writing its HA status; a new master comes after two minutes', async () => {
    await lab.control.killNode('nexus');
    const forge = lab.lab.services.proxmox[1];
    const ha = async () => {
      const { body } = await pve(forge, '/cluster/ha/status/current', {
        token,
      });
      return (id: string) => body.data.find((entry: Row) => entry.id === id);
    };
    await lab.control.advance(60);
    let entry = await ha();
    expect(entry('lrm:nexus').status).toContain('old timestamp - dead?');
    expect(entry('master').node).toBe('nexus');
    expect(entry('fencing')['armed-state']).toBe('standby');
    await lab.control.advance(70);
    entry = await ha();
    expect(entry('master').node).toBe('forge');
    expect(entry('fencing')['armed-state']).toBe('armed');
    const manager = await pve(forge, '/cluster/ha/status/manager_status', {
      token,
    });
    expect(manager.body.data.manager_status.node_status.nexus).toBe('unknown');
  });
});

describe('between two ticks', () => {
  it('nothing moves; with the tick load moves and counters grow', async () => {
    const first = await row('qemu/100');
    expect(await row('qemu/100')).toEqual(first);
    await lab.control.advance(10);
    const second = await row('qemu/100');
    expect(second.cpu).not.toBe(first.cpu);
    expect(second.netin).toBeGreaterThan(first.netin);
    expect(second.uptime - first.uptime).toBeGreaterThanOrEqual(10);
    expect(second.uptime % 10).toBe(first.uptime % 10);
  });

  it('a name waits for the next tick, a tag does not', async () => {
    await row('lxc/230');
    await lab.control.setGuest(230, { name: 'archive', tags: 'new' });
    expect(await row('lxc/230')).toMatchObject({
      name: 'paperless',
      tags: 'new',
    });
    await lab.control.advance(10);
    expect(await row('lxc/230')).toMatchObject({ name: 'archive' });
  });

  it('a storage that is gone from one node ages there alone', async () => {
    await lab.control.setStorage({
      storage: 'nas',
      node: 'forge',
      active: false,
    });
    const { body } = await get('/nodes/forge/storage?storage=nas');
    expect(body.data[0]).toMatchObject({ active: 0, total: 0 });
    await lab.control.advance(320);
    expect((await row('storage/forge/nas')).status).toBe('unknown');
    expect((await row('storage/nexus/nas')).status).toBe('available');
  });
});
