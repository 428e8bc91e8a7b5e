import { startLab, type Lab } from '../../testing.ts';
import { Operator } from '../../tests/operator.ts';

// Many small requests: a busy machine needs its time.
jest.setTimeout(60_000);

type Row = Record<string, any>;

describe.each(['9', '8'] as const)('maintenance as version %s', pve => {
  let lab: Lab;
  let admin: Operator;
  beforeAll(async () => {
    lab = await startLab({ only: ['proxmox'], pve });
    admin = new Operator(lab, 'ops@pve!full');
  });
  beforeEach(() => lab.control.reset());
  afterAll(() => lab.stop());

  const service = async (sid: string): Promise<Row> => {
    const rows = await admin.get('/cluster/ha/status/current');
    return rows.find((row: Row) => row.sid === sid);
  };
  const isOn = async (sid: string, node: string) => {
    const { state, node: at } = await service(sid);
    return state === 'started' && at === node;
  };
  const status = async (): Promise<Row> =>
    admin.get('/cluster/ha/status/manager_status');
  const tasks = async (node: string, vmid: number): Promise<Row[]> =>
    admin.get(`/nodes/${node}/tasks?source=all&vmid=${vmid}`);

  it('a node in maintenance is left by HA services, and they come back', async () => {
    await lab.control.setMaintenance('nexus', true);
    await admin.until(
      async () =>
        (await status()).manager_status.node_status.nexus === 'maintenance',
    );
    expect((await status()).lrm_status.nexus).toMatchObject({
      mode: 'maintenance',
      state: 'maintenance',
    });
    const rows: Row[] = await admin.get('/cluster/ha/status/current');
    expect(rows.find(({ id }) => id === 'lrm:nexus')?.status).toMatch(
      /^nexus \(maintenance mode, watchdog active, /,
    );
    const nodes: Row[] = await admin.get('/cluster/resources?type=node');
    const nexus = nodes.find(({ node }) => node === 'nexus');
    expect(nexus).toMatchObject({ status: 'online' });
    expect(nexus?.hastate).toBe(pve === '8' ? undefined : 'maintenance');
    await admin.until(async () => {
      const services = await Promise.all(['vm:120', 'ct:200'].map(service));
      return services.every(
        ({ node, state }) => node !== 'nexus' && state === 'started',
      );
    }, 300);
    // Nobody asked those that are not managed.
    expect(await admin.state('nexus/qemu/100')).toBe('running');
    const { service_status } = (await status()).manager_status;
    expect(service_status['vm:120'].maintenance_node).toBe('nexus');
    await lab.control.setMaintenance('nexus', false);
    await admin.until(() => isOn('vm:120', 'nexus'), 300);
    await admin.until(() => isOn('ct:200', 'nexus'), 300);
    const after = await status();
    expect(after.manager_status.node_status.nexus).toBe('online');
    expect(after.lrm_status.nexus.mode).toBe('active');
    expect(
      after.manager_status.service_status['vm:120'].maintenance_node,
    ).toBeUndefined();
  });

  it('what cannot move stays, and is tried again and again', async () => {
    await lab.control.setMaintenance('forge', true);
    await admin.until(async () => {
      const { node, state } = await service('vm:121');
      return node !== 'forge' && state === 'started';
    }, 300);
    await lab.control.advance(60);
    // A mapped device while it runs; and the only other node has what it must be apart from.
    expect((await service('vm:140')).node).toBe('forge');
    await admin.until(
      async () =>
        ((await service('ct:210')).node === 'forge') === (pve === '9'),
      200,
    );
    const tries = (await tasks('forge', 140)).filter(
      ({ type }) => type === 'qmigrate',
    );
    expect(tries.length).toBeGreaterThan(1);
    expect(
      new Set(tries.map(({ status: end }) => end ?? 'migration aborted')),
    ).toEqual(new Set(['migration aborted']));
    expect(await admin.state('forge/qemu/140')).toBe('running');
  });

  it('is for nodes that are online, and stays when one goes away meanwhile', async () => {
    await lab.control.setTimes({ unreachableMs: 0 });
    await lab.control.killNode('closet');
    await lab.control.setMaintenance('closet', true);
    await lab.control.advance(40);
    expect((await status()).manager_status.node_status.closet).toBe('unknown');
    await lab.control.reviveNode('closet');
    await lab.control.advance(40);
    expect((await status()).manager_status.node_status.closet).toBe('online');
    await lab.control.setMaintenance('closet', true);
    await lab.control.advance(60);
    await lab.control.killNode('closet');
    await lab.control.advance(60);
    expect((await status()).manager_status.node_status.closet).toBe(
      'maintenance',
    );
  });
});
