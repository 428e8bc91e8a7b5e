import type { FindingsResponse } from '@reverb256/backstage-plugin-infra-common';
import {
  OPERATE_TOKEN,
  startOnLab,
  TOKEN,
  useLab,
} from '../__testUtils__/startOnLab';

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
      'node-facts',
      'findings',
    ]) {
      await scheduler.triggerTask(`collect-${kind}-reverb256`);
    }
    const { body } = await api.get('/api/proxmox/v1/findings').expect(200);
    return body;
  }
  const codes = async () => (await look()).items.map(item => item.code);
  return { look, codes, api };
}

const READER = ['Sys.Audit', 'VM.Audit', 'Datastore.Audit', 'Pool.Audit'];

/** The one disk of the lab that fails from the beginning. */
const BROKEN_DISK = { node: 'forge', devpath: '/dev/sda' };

describe('the findings of the lab', () => {
  beforeEach(() => control().setDisk({ ...BROKEN_DISK, health: 'PASSED' }));

  it('tell of a disk that fails, for as long as nobody read that it does not', async () => {
    await control().setDisk({ ...BROKEN_DISK, health: 'FAILED!' });
    const { look } = await start();
    const found = expect.objectContaining({
      id: 'proxmox/reverb256/disk-failed/nodes/forge',
      severity: 'critical',
      runbook: 'proxmox#disk-failed',
    });
    expect((await look()).items).toEqual([found]);
    // The node is asked once an hour, and not at all while it is away.
    await control().killNode('forge');
    expect((await look()).items).toContainEqual(found);
  });

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

  describe('do not end because nobody can look:', () => {
    const codeIn = async (
      look: () => Promise<FindingsResponse>,
      code: string,
    ) => (await look()).items.find(item => item.code === code);

    it('quorum is lost, and then the status of the cluster is not answered', async () => {
      const { look } = await start();
      await look();
      for (const node of ['forge', 'closet']) await control().killNode(node);
      const lost = await codeIn(look, 'not-quorate');
      expect(lost).toBeDefined();
      await control().breakEndpoint({
        prefix: '/cluster/status',
        mode: 'status',
        status: 500,
      });
      expect(await codeIn(look, 'not-quorate')).toMatchObject({
        since: lost!.since,
        evidence: { 'could not be looked at since': expect.any(String) },
      });
      await control().healEndpoint({ prefix: '/cluster/status' });
      for (const node of ['forge', 'closet']) await control().reviveNode(node);
      expect((await look()).items).toEqual([]);
    });

    it('a storage is full, and then its node dies', async () => {
      const use = async (used: number) => {
        await control().setStorage({ storage: 'local', node: 'forge', used });
        await control().advance(10);
      };
      const { look } = await start();
      await use(0.97);
      const full = await codeIn(look, 'storage-full');
      expect(full).toBeDefined();
      await control().killNode('forge');
      expect(await codeIn(look, 'storage-full')).toMatchObject({
        id: full!.id,
        title: full!.title,
        since: full!.since,
      });
      await control().reviveNode('forge');
      await use(0.5);
      expect((await look()).items).toEqual([]);
    });

    it('a storage is full, and then the token may see none', async () => {
      await control().setStorage({
        storage: 'local',
        node: 'forge',
        used: 0.97,
      });
      await control().advance(10);
      const { look } = await start();
      const full = await codeIn(look, 'storage-full');
      expect(full).toBeDefined();
      await control().setPrivileges(TOKEN, {
        privileges: READER.filter(each => each !== 'Datastore.Audit'),
        path: '/',
      });
      const { items } = await look();
      expect(items.map(item => item.code).sort()).toEqual([
        'storage-full',
        'token-lacks-privileges',
      ]);
      await control().setPrivileges(TOKEN, { privileges: READER, path: '/' });
      expect((await look()).items).toEqual([full]);
    });
  });

  it('tell of a token for changes that was revoked, and go on judging the one that reads', async () => {
    const { look, api } = await start();
    expect((await look()).items).toEqual([]);
    await control().revokeToken(OPERATE_TOKEN);
    const { items, unknown } = await look();
    expect(items).toEqual([
      expect.objectContaining({
        id: 'proxmox/reverb256/source/tokens/operate',
        code: 'source-unauthorized',
        runbook: 'proxmox#source-unauthorized',
        path: 'tokens/operate',
      }),
    ]);
    expect(unknown).toEqual([]);
    await control().setPrivileges(TOKEN, {
      privileges: READER.filter(each => each !== 'Pool.Audit'),
      path: '/',
    });
    expect((await look()).items.map(item => item.code).sort()).toEqual([
      'source-unauthorized',
      'token-lacks-privileges',
    ]);
    const { body } = await api.get(
      '/api/proxmox/v1/snapshots/privileges/reverb256',
    );
    expect(Object.keys(body.data.tokens).sort()).toEqual(['operate', 'read']);
  });

  it('accept a token for changes that is limited to some guests', async () => {
    const grant = {
      privileges: ['VM.Audit', 'VM.PowerMgmt'],
      path: '/vms/100',
    };
    await control().setPrivileges(OPERATE_TOKEN, grant);
    const { look } = await start();
    expect((await look()).items).toEqual([
      expect.objectContaining({
        code: 'token-lacks-privileges',
        evidence: expect.objectContaining({
          missing: 'Sys.Audit on /',
          'limited to': 'VM.Audit on /vms/100, VM.PowerMgmt on /vms/100',
        }),
      }),
    ]);
  });
});
