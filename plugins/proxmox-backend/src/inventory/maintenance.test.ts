import { startOnLab, useLab } from '../__testUtils__/startOnLab';

describe.each(['9', '8'] as const)('on Proxmox VE %s', pve => {
  const lab = useLab({ pve });

  it('a node in maintenance is told apart, whether its row says so or not', async () => {
    const { collect } = await startOnLab(lab());
    await lab().control.setMaintenance('forge', true);
    // The manager takes its time to see it.
    await lab().control.advance(60);
    const { data, gaps } = await collect();
    expect(gaps).toEqual([]);
    expect(data?.nodes.forge).toMatchObject({
      status: 'online',
      haState: 'maintenance',
    });
    expect(data?.nodes.nexus.haState).toBe('online');
    const { requests } = await lab().control.requests();
    const asked = requests.filter(({ path }) =>
      path.includes('manager_status'),
    );
    expect(asked).toHaveLength(pve === '9' ? 0 : 1);
  });
});
