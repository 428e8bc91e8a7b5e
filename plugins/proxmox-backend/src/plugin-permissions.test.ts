import { mockCredentials } from '@backstage/backend-test-utils';
import { AuthorizeResult } from '@backstage/plugin-permission-common';
import type { HeadsResponse } from '@reverb256/backstage-plugin-infra-common';
import {
  proxmoxGuestReadPermission,
  proxmoxSnapshotSchemas,
} from '@reverb256/backstage-plugin-proxmox-common';
import {
  inventoryUrl,
  startOnLab,
  stopBackend,
  useLab,
  type Setup,
} from './__testUtils__/startOnLab';

const lab = useLab();
const start = (setup?: Setup) => startOnLab(lab(), setup);

describe('the Proxmox backend on the lab shows to each', () => {
  it('nothing without sign-in', async () => {
    const { api } = await start();
    const { status } = await api
      .get(inventoryUrl)
      .set('Authorization', mockCredentials.none.header());
    expect(status).toBe(401);
  });

  it('nothing without the permission, by its name', async () => {
    const { api } = await start({ decide: () => AuthorizeResult.DENY });
    const { body } = await api.get('/api/proxmox/v1/heads').expect(403);
    expect(body.error.message).toContain('proxmox.cluster.read');
  });

  it('each kind only with its own permission, and its heads too', async () => {
    const kindsWith = async (allowed: string) => {
      const { api } = await start({
        decide: name =>
          name === allowed ? AuthorizeResult.ALLOW : AuthorizeResult.DENY,
      });
      const { body } = await api.get('/api/proxmox/v1/heads').expect(200);
      const statuses = await Promise.all(
        Object.keys({ ...proxmoxSnapshotSchemas, findings: true })
          .flatMap(kind => [kind, `${kind}/reverb256`])
          .map(async path => {
            const url = `/api/proxmox/v1/snapshots/${path}`;
            return [path, (await api.get(url)).status];
          }),
      );
      await stopBackend();
      return {
        heads: Object.keys((body as HeadsResponse).heads),
        served: statuses
          .filter(([, status]) => status === 200)
          .map(([path]) => path),
        refused: statuses.filter(([, status]) => status === 403).length,
      };
    };
    expect(await kindsWith('proxmox.cluster.read')).toEqual({
      heads: [
        ...['inventory', 'versions', 'certificates'],
        ...['node-facts', 'tasks', 'addresses'],
      ],
      served: [
        'inventory',
        'inventory/reverb256',
        'versions',
        'versions/reverb256',
        'certificates',
        'certificates/reverb256',
        'node-facts',
        'node-facts/reverb256',
        'addresses',
        'addresses/reverb256',
        'tasks',
        'tasks/reverb256',
      ],
      refused: 4,
    });
    expect(await kindsWith('infra.finding.read')).toEqual({
      heads: ['privileges', 'findings'],
      served: [
        'privileges',
        'privileges/reverb256',
        'findings',
        'findings/reverb256',
      ],
      refused: 12,
    });
  });

  it('that there is no such kind only to whoever may read others', async () => {
    const url = '/api/proxmox/v1/snapshots/nothing';
    const { api } = await start();
    const { body } = await api.get(url).expect(400);
    expect(body.error.message).toContain('inventory, versions');
    await stopBackend();
    const stranger = await start({ decide: () => AuthorizeResult.DENY });
    await stranger.api.get(url).expect(403);
  });

  it('no guests to whoever may not read guests, and says so', async () => {
    const { api, collect } = await start({
      decide: name =>
        name === proxmoxGuestReadPermission.name
          ? AuthorizeResult.DENY
          : AuthorizeResult.ALLOW,
    });
    const snapshot = await collect();
    expect(snapshot.data!.guests).toEqual({});
    expect(Object.keys(snapshot.data!.nodes)).toHaveLength(3);
    expect(snapshot.gaps[0]).toMatchObject({
      path: 'guests',
      error: { kind: 'forbidden', missing: ['proxmox.guest.read'] },
    });
    const { headers } = await api.get(inventoryUrl);
    expect(headers.etag).not.toBe(`"${snapshot.version}.all"`);
  });
});
