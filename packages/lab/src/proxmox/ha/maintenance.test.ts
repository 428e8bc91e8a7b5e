import { useHaLab, type Row } from '../../tests/ha.ts';

// Many small requests: a busy machine needs its time.
jest.setTimeout(60_000);

describe.each(['9', '8'] as const)('maintenance as version %s', pve => {
  const ha = useHaLab({ pve });
  const { service, isOn, status, tasks } = ha;

  it('a node in maintenance is left by HA services, and they come back', async () => {
    await ha.control.setMaintenance('nexus', true);
    await ha.admin.until(
      async () =>
        (await status()).manager_status.node_status.nexus === 'maintenance',
    );
    expect((await status()).lrm_status.nexus).toMatchObject({
      mode: 'maintenance',
      state: 'maintenance',
    });
    const rows: Row[] = await ha.admin.get('/cluster/ha/status/current');
    expect(rows.find(({ id }) => id === 'lrm:nexus')?.status).toMatch(
      /^nexus \(maintenance mode, watchdog active, /,
    );
    const nodes: Row[] = await ha.admin.get('/cluster/resources?type=node');
    const nexus = nodes.find(({ node }) => node === 'nexus');
    expect(nexus).toMatchObject({ status: 'online' });
    expect(nexus?.hastate).toBe(pve === '8' ? undefined : 'maintenance');
    await ha.admin.until(async () => {
      const services = await Promise.all(['vm:120', 'ct:200'].map(service));
      return services.every(
        ({ node, state }) => node !== 'nexus' && state === 'started',
      );
    }, 300);
    // Nobody asked those that are not managed.
    expect(await ha.admin.state('nexus/qemu/100')).toBe('running');
    const { service_status } = (await status()).manager_status;
    expect(service_status['vm:120'].maintenance_node).toBe('nexus');
    await ha.control.setMaintenance('nexus', false);
    await ha.admin.until(() => isOn('vm:120', 'nexus'), 300);
    await ha.admin.until(() => isOn('ct:200', 'nexus'), 300);
    const after = await status();
    expect(after.manager_status.node_status.nexus).toBe('online');
    expect(after.lrm_status.nexus.mode).toBe('active');
    expect(
      after.manager_status.service_status['vm:120'].maintenance_node,
    ).toBeUndefined();
  });

  it('what cannot move stays, and is tried again and again', async () => {
    await ha.control.setMaintenance('forge', true);
    await ha.admin.until(async () => {
      const { node, state } = await service('vm:121');
      return node !== 'forge' && state === 'started';
    }, 300);
    await ha.control.advance(60);
    // A mapped device while it runs; and the only other node has what it must be apart from.
    expect((await service('vm:140')).node).toBe('forge');
    await ha.admin.until(
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
    expect(await ha.admin.state('forge/qemu/140')).toBe('running');
  });

  it('is for nodes that are online, and stays when one goes away meanwhile', async () => {
    await ha.control.setTimes({ unreachableMs: 0 });
    await ha.control.killNode('closet');
    await ha.control.setMaintenance('closet', true);
    await ha.control.advance(40);
    expect((await status()).manager_status.node_status.closet).toBe('unknown');
    await ha.control.reviveNode('closet');
    await ha.control.advance(40);
    expect((await status()).manager_status.node_status.closet).toBe('online');
    await ha.control.setMaintenance('closet', true);
    await ha.control.advance(60);
    await ha.control.killNode('closet');
    await ha.control.advance(60);
    expect((await status()).manager_status.node_status.closet).toBe(
      'maintenance',
    );
  });
});
