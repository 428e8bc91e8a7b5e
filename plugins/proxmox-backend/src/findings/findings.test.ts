import type { FindingsResponse } from '@reverb256/backstage-plugin-infra-common';
import { startOnLab, useLab } from '../__testUtils__/startOnLab';

jest.setTimeout(60_000);

const lab = useLab();
const control = () => lab().control;

/** The plugin on the lab; `look` reads everything once and answers what there is to be found. */
async function start(setup?: Parameters<typeof startOnLab>[1]) {
  const { api, scheduler } = await startOnLab(lab(), setup);
  async function look(): Promise<FindingsResponse> {
    for (const kind of [
      'inventory',
      'versions',
      'certificates',
      'privileges',
      'findings',
    ]) {
      await scheduler.triggerTask(`collect-${kind}-reverb256`);
    }
    const { body } = await api.get('/api/proxmox/v1/findings').expect(200);
    return body;
  }
  const codes = async () => (await look()).items.map(item => item.code);
  return { look, codes };
}

describe('the findings of the lab', () => {
  it('are none while all is well', async () => {
    const { look } = await start();
    expect(await look()).toEqual({ items: [], unknown: [] });
  });

  it('say before anything was read that nothing is known', async () => {
    const { api } = await startOnLab(lab());
    const { body } = await api.get('/api/proxmox/v1/findings');
    expect(body).toEqual({
      items: [],
      unknown: [{ source: 'reverb256', message: 'It has not been read yet' }],
    });
  });

  it('begin with a node that dies, and end when it is back', async () => {
    const { look } = await start();
    await look();
    await control().killNode('forge');
    const { items } = await look();
    const offline = items.find(item => item.code === 'node-offline');
    expect(offline).toMatchObject({
      id: 'proxmox/reverb256/node-offline/nodes/forge',
      severity: 'critical',
      title: 'Node forge is offline',
      runbook: 'proxmox#node-offline',
    });
    const again = await look();
    expect(again.items.find(item => item.id === offline!.id)).toEqual(offline);
    await control().reviveNode('forge');
    expect((await look()).items).toEqual([]);
  });

  it('stay, and are said to be unknown, while nothing answers', async () => {
    const { look } = await start();
    await look();
    for (const node of ['nexus', 'forge', 'closet'])
      await control().killNode(node);
    const { items, unknown } = await look();
    expect(items.map(item => item.code)).toEqual(['source-unreachable']);
    expect(items[0].runbook).toBe('proxmox#source-unreachable');
    expect(unknown).toEqual([
      { source: 'reverb256', message: expect.stringContaining('Home cluster') },
    ]);
  });

  it.each<[string, string, () => Promise<unknown>]>([
    [
      'storage-full',
      'a storage that is nearly full',
      () =>
        control().setStorage({ storage: 'local', node: 'nexus', used: 0.97 }),
    ],
    [
      'token-lacks-privileges',
      'a reader without Datastore.Audit',
      () =>
        control().setPrivileges('ctrl@pve!portal', {
          privileges: ['Sys.Audit', 'VM.Audit', 'Pool.Audit'],
          path: '/',
        }),
    ],
  ])('tell %s for %s', async (code, _, prepare) => {
    await prepare();
    await control().advance(10);
    const { codes } = await start();
    expect(await codes()).toContain(code);
  });

  it('tell of a token that may more than it needs to', async () => {
    const token = await control().addToken({
      id: 'ctrl@pve!mighty',
      privsep: false,
      privileges: [
        'Sys.Audit',
        'VM.Audit',
        'Datastore.Audit',
        'Pool.Audit',
        'VM.Allocate',
      ],
      path: '/',
    });
    await control().setPrivileges('ctrl@pve', {
      privileges: [
        'Sys.Audit',
        'VM.Audit',
        'Datastore.Audit',
        'Pool.Audit',
        'VM.Allocate',
      ],
      path: '/',
    });
    const { look } = await start({ token });
    expect((await look()).items).toContainEqual(
      expect.objectContaining({
        code: 'token-exceeds-privileges',
        evidence: expect.objectContaining({ excess: 'VM.Allocate on /' }),
      }),
    );
  });

  it('tell of a certificate that ends soon, and of a pin that is none of those shown', async () => {
    const pinned = lab()
      .read()
      .services.proxmox.find(s => s.node === 'nexus')!;
    await control().rotateCertificate('closet', 10);
    const { look } = await start();
    await look();
    const before = (await look()).items;
    expect(before.map(item => [item.code, item.path])).toEqual([
      ['certificate-expiring', 'nodes/closet'],
    ]);
    await control().rotateCertificate('nexus');
    const after = (await look()).items;
    expect(after.map(item => [item.code, item.path])).toContainEqual([
      'certificate-changed',
      `endpoints/${pinned.url}`,
    ]);
  });
});
