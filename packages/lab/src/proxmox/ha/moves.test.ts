import { useHaLab, type Row } from '../../tests/ha.ts';

// Many small requests: a busy machine needs its time.
jest.setTimeout(60_000);

describe.each(['9', '8'] as const)('as version %s', pve => {
  const ha = useHaLab({ pve });
  const { service, isOn, status, tasks } = ha;

  it('a VM is asked to move by hamigrate, whose OK means only that', async () => {
    const answer = await ha.admin.ask(
      'POST',
      '/nodes/nexus/qemu/120/migrate',
      'target=forge&online=1',
    );
    const upid = answer.body.data;
    expect(upid).toContain(':hamigrate:120:ops@pve!full:');
    expect((await ha.admin.end(upid)).exitstatus).toBe('OK');
    expect(await ha.admin.log(upid)).toEqual([
      'Requesting HA migration for VM 120 to node forge',
      'TASK OK',
    ]);
    expect(await isOn('vm:120', 'nexus')).toBe(true);
    await ha.admin.until(
      async () => (await service('vm:120')).state === 'migrate',
    );
    const { service_status } = (await status()).manager_status;
    expect(service_status['vm:120']).toMatchObject({
      node: 'nexus',
      state: 'migrate',
      target: 'forge',
    });
    await ha.admin.until(() => isOn('vm:120', 'forge'));
    expect(await ha.admin.state('forge/qemu/120')).toBe('running');
    const [moved] = await tasks('nexus', 120);
    expect(moved).toMatchObject({
      type: 'qmigrate',
      user: 'root@pam',
      status: 'OK',
    });
    const log = await ha.admin.log(moved.upid);
    expect(log[0]).toBe('task started by HA resource agent');
    expect(log.join('\n')).toContain('migration status: completed');
    await ha.control.advance(60);
    expect(await isOn('vm:120', 'forge')).toBe(true);
  });

  it('a container is shut down, moved and started there', async () => {
    const upid = (
      await ha.admin.ask(
        'POST',
        '/nodes/nexus/lxc/200/migrate',
        'target=closet&restart=1',
      )
    ).body.data;
    expect(upid).toContain(':hamigrate:200:');
    await ha.admin.until(async () => {
      const { node, crm_state } = await service('ct:200');
      return node === 'closet' && crm_state === 'started';
    });
    await ha.admin.until(
      async () => (await ha.admin.state('closet/lxc/200')) === 'running',
    );
    const types = (await tasks('nexus', 200)).map(({ type }) => type);
    expect(types.slice(0, 2)).toEqual(['vzmigrate', 'vzshutdown']);
    expect((await tasks('closet', 200))[0].type).toBe('vzstart');
  });

  it('a resource is migrated, or relocated, through /cluster/ha', async () => {
    const move = (how: string, node: string) =>
      ha.admin.ask(
        'POST',
        `/cluster/ha/resources/vm:120/${how}`,
        `node=${node}`,
      );
    expect((await move('relocate', 'closet')).body.data).toEqual(
      pve === '8' ? null : { sid: 'vm:120', 'requested-node': 'closet' },
    );
    await ha.admin.until(
      async () => (await service('vm:120')).state === 'relocate',
    );
    await ha.admin.until(() => isOn('vm:120', 'closet'));
    const types = (await tasks('nexus', 120)).map(({ type }) => type);
    expect(types.slice(0, 2)).toEqual(['qmigrate', 'qmshutdown']);
    expect(
      await ha.admin.ask(
        'POST',
        '/cluster/ha/resources/vm:100/migrate',
        'node=forge',
      ),
    ).toMatchObject({
      status: 500,
      reason: "resource 'vm:100' is not HA managed",
    });
  });

  it('one that cannot be moved stays where it is, started', async () => {
    await ha.control.disturbTasks({
      mode: 'fail',
      type: 'qmigrate',
      status: 'migration aborted',
      times: 1,
    });
    await ha.admin.ask(
      'POST',
      '/nodes/nexus/qemu/120/migrate',
      'target=forge&online=1',
    );
    await ha.admin.until(
      async () => (await service('vm:120')).state === 'migrate',
    );
    await ha.admin.until(() => isOn('vm:120', 'nexus'));
    expect((await tasks('nexus', 120))[0].status).toBe('migration aborted');
    await ha.control.advance(60);
    expect(await isOn('vm:120', 'nexus')).toBe(true);
  });
});

describe('HA rules', () => {
  const ha = useHaLab();

  const nodeOf = async (sid: string): Promise<string> => {
    const rows: Row[] = await ha.admin.get('/cluster/ha/status/current');
    return rows.find(row => row.sid === sid)?.node;
  };

  it('keep a service from a node where one is that it must not be with', async () => {
    const upid = (
      await ha.admin.ask(
        'POST',
        '/nodes/nexus/lxc/200/migrate',
        'target=forge&restart=1',
      )
    ).body.data;
    expect((await ha.admin.end(upid)).exitstatus).toBe(
      "command 'ha-manager migrate ct:200 forge' failed: exit code 255",
    );
    expect(await ha.admin.log(upid)).toContain(
      "- resource 'ct:210' on target node 'forge' in negative affinity with resource 'ct:200'",
    );
    await ha.control.advance(60);
    expect(await nodeOf('ct:200')).toBe('nexus');
    const { body } = await ha.admin.ask(
      'POST',
      '/cluster/ha/resources/ct:200/migrate',
      'node=forge',
    );
    expect(body.data['blocking-resources']).toEqual([
      { sid: 'ct:210', cause: 'resource-affinity' },
    ]);
  });

  it('take along what is to be with it', async () => {
    await ha.control.setHaRules([
      {
        rule: 'with-its-names',
        type: 'resource-affinity',
        affinity: 'positive',
        resources: ['vm:120', 'ct:200'],
      },
    ]);
    const { body } = await ha.admin.ask(
      'POST',
      '/cluster/ha/resources/vm:120/migrate',
      'node=closet',
    );
    expect(body.data['comigrated-resources']).toEqual(['ct:200']);
    await ha.admin.until(
      async () =>
        (await nodeOf('vm:120')) === 'closet' &&
        (await nodeOf('ct:200')) === 'closet',
    );
  });

  it('bring a service to the nodes that it prefers', async () => {
    await ha.control.setHaRules([
      {
        rule: 'vault-in-the-closet',
        type: 'node-affinity',
        resources: ['vm:120'],
        nodes: ['closet:2', 'forge:1'],
      },
    ]);
    await ha.admin.until(async () => (await nodeOf('vm:120')) === 'closet');
    expect(await nodeOf('ct:200')).toBe('nexus');
  });
});
