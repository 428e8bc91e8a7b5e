import { Agent, request } from 'node:https';
import { startLab, type Lab } from '../testing.ts';
import { Operator } from '../tests/operator.ts';
import { pve, tokenHeader } from '../tests/pve.ts';

// Many small requests: a busy machine needs its time.
jest.setTimeout(30_000);

let lab: Lab;
let operator: Operator;
beforeAll(async () => {
  lab = await startLab({ only: ['proxmox'] });
  operator = new Operator(lab);
});
beforeEach(() => lab.control.reset());
afterAll(() => lab.stop());

const SHUTDOWN = '/nodes/nexus/qemu/100/status/shutdown';

describe('an answer that is lost', () => {
  it('leaves the task that was started, and the request in the journal', async () => {
    await lab.control.breakEndpoint({
      mode: 'lost-answer',
      method: 'POST',
      times: 1,
    });
    await expect(
      operator.power('nexus/qemu/100', 'shutdown', 'timeout=50'),
    ).rejects.toMatchObject({ code: 'ECONNRESET' });
    const [mutation] = await lab.control.mutations();
    expect(mutation).toEqual({
      at: expect.stringMatching(/^\d{4}-.*Z$/),
      node: 'nexus',
      method: 'POST',
      path: SHUTDOWN,
      parameters: { timeout: '50' },
      user: 'ctrl@pve!operate',
      processed: true,
      answered: false,
      status: 200,
      upid: expect.stringContaining(':qmshutdown:100:ctrl@pve!operate:'),
    });
    const tasks = await operator.get('/nodes/nexus/tasks?source=all&vmid=100');
    expect(tasks).toMatchObject([{ upid: mutation.upid }]);
    // Reading was never meant, and the next change goes through.
    expect((await operator.power('nexus/qemu/110', 'shutdown')).status).toBe(
      200,
    );
  });

  it('on the way between two nodes is 596', async () => {
    await lab.control.breakEndpoint({ node: 'forge', mode: 'lost-answer' });
    expect(await operator.power('forge/qemu/101', 'shutdown')).toMatchObject({
      status: 596,
      reason: 'Connection reset by peer',
    });
    await lab.control.breakEndpoint({ node: 'forge', mode: 'lost-request' });
    expect(await operator.power('forge/qemu/111', 'shutdown')).toMatchObject({
      status: 596,
    });
    await lab.control.healEndpoint();
    const vmids = (await operator.get('/nodes/forge/tasks?source=active')).map(
      ({ id }: { id: string }) => id,
    );
    expect(vmids).toContain('101');
    expect(vmids).not.toContain('111');
  });
});

describe('a request that is lost', () => {
  it('was received and did nothing', async () => {
    await lab.control.breakEndpoint({
      mode: 'lost-request',
      prefix: '/nodes/nexus/qemu/100/',
      holdMs: 50,
    });
    const started = Date.now();
    await expect(
      operator.power('nexus/qemu/100', 'shutdown'),
    ).rejects.toMatchObject({ code: 'ECONNRESET' });
    expect(Date.now() - started).toBeGreaterThanOrEqual(45);
    await lab.control.healEndpoint();
    const [mutation] = await lab.control.mutations();
    expect(mutation).toMatchObject({ processed: false, answered: false });
    expect(mutation).not.toHaveProperty('upid');
    expect(
      await operator.get('/nodes/nexus/tasks?source=all&vmid=100'),
    ).toEqual([]);
  });
});

describe('the journal', () => {
  it('has what was refused too, and neither reading nor logins', async () => {
    await operator.get('/nodes');
    const [service] = lab.lab.services.proxmox;
    const [{ name, password }] = service.users;
    await pve(service, '/access/ticket', {
      method: 'POST',
      body: new URLSearchParams({ username: name, password }).toString(),
    });
    await operator.power('nexus/lxc/240', 'shutdown');
    expect(await lab.control.mutations()).toMatchObject([
      { path: '/nodes/nexus/lxc/240/status/shutdown', status: 500 },
    ]);
    await lab.control.resetRequests();
    expect(await lab.control.mutations()).toEqual([]);
  });

  it('says that an answer was held back until nobody waited any more', async () => {
    await lab.control.slowEndpoint({ method: 'POST', holdMs: 60_000 });
    const [service] = lab.lab.services.proxmox;
    const agent = new Agent({ rejectUnauthorized: false });
    const call = request(`${service.url}/api2/json${SHUTDOWN}`, {
      method: 'POST',
      agent,
      headers: { Authorization: tokenHeader(service, 'ctrl@pve!operate') },
    });
    const failed = new Promise(resolve => call.once('error', resolve));
    call.end();
    let received = await lab.control.mutations();
    while (!received[0]?.upid) received = await lab.control.mutations();
    call.destroy();
    await failed;
    agent.destroy();
    expect(received[0]).toMatchObject({ processed: true, answered: false });
    expect((await operator.task(received[0].upid ?? '')).body.data.status).toBe(
      'running',
    );
  });
});

describe('control', () => {
  it('lets a certificate run out, and lists the cluster’s own CA', async () => {
    const certificates = () => operator.get('/nodes/closet/certificates/info');
    const inDays = (days: number) => Date.now() / 1000 + days * 86_400;
    const { fingerprint } = await lab.control.rotateCertificate('closet', 20);
    const [served] = await certificates();
    expect(served).toMatchObject({ filename: 'pve-ssl.pem', fingerprint });
    expect(Math.abs(served.notafter - inDays(20))).toBeLessThan(60);
    await lab.control.setAuthority(-3);
    const [authority, unchanged] = await certificates();
    expect(authority.filename).toBe('pve-root-ca.pem');
    expect(Math.abs(authority.notafter - inDays(-3))).toBeLessThan(60);
    expect(authority.notbefore).toBeLessThan(authority.notafter);
    expect(unchanged.fingerprint).toBe(fingerprint);
  });

  it('fills a storage, on one node or on all, until the reset', async () => {
    const used = async (node: string, storage: string) => {
      const path = `/nodes/${node}/storage?storage=${storage}`;
      const reader = new Operator(lab, 'ctrl@pve!portal');
      return (await reader.get(path))[0].used_fraction;
    };
    await lab.control.setStorage({
      storage: 'local',
      node: 'forge',
      used: 0.97,
    });
    await lab.control.setStorage({ storage: 'nas', used: 0.9 });
    await lab.control.advance(10);
    expect(await used('forge', 'local')).toBeCloseTo(0.97, 3);
    expect(await used('nexus', 'local')).toBeLessThan(0.5);
    expect(await used('closet', 'nas')).toBeCloseTo(0.9, 3);
    await lab.control.reset();
    expect(await used('closet', 'nas')).toBeLessThan(0.7);
  });

  it('puts an HA service in error', async () => {
    await lab.control.breakService('ct:200');
    expect(
      (await operator.get('/nodes/nexus/lxc/200/status/current')).ha.state,
    ).toBe('error');
    await expect(lab.control.breakService('vm:100')).rejects.toThrow(
      'There is no vm:100',
    );
  });
});
