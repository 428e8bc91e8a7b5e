import { mockServices } from '@backstage/backend-test-utils';
import { SourceFailure } from '@reverb256/backstage-plugin-infra-node';
import { startLab, type Lab } from 'lab/testing';
import { changeEndpoints } from '../api/change-endpoints';
import { detailEndpoints } from '../api/detail-endpoints';
import { endpoints, type Endpoint } from '../api/endpoints';
import { parseUpid } from '../api/upid';
import type { ProxmoxClusterConfig } from '../config/read-proxmox-clusters';
import { DefaultProxmoxClient } from './default-proxmox-client';

const OPERATE = 'ctrl@pve!operate';

describe('the client, against the lab', () => {
  let lab: Lab;
  const clients: DefaultProxmoxClient[] = [];

  beforeAll(async () => {
    lab = await startLab({ only: ['proxmox'] });
  }, 60_000);
  afterAll(() => lab?.stop());
  beforeEach(async () => {
    await lab.control.reset();
    await lab.control.setTimes({ authDelayMs: 0, unreachableMs: 50 });
  });
  afterEach(() => Promise.all(clients.splice(0).map(c => c.close())));

  const secretOf = (id: string) =>
    lab.read().services.proxmox[0].tokens.find(token => token.id === id)!
      .secret;
  const clientOf = (
    values: Partial<ProxmoxClusterConfig> = {},
    tokenId = 'ctrl@pve!portal',
  ) => {
    const client = DefaultProxmoxClient.create(
      {
        name: 'reverb256',
        title: 'The lab',
        endpoints: lab.read().services.proxmox.map(({ url, fingerprint }) => ({
          url,
          fingerprint,
        })),
        token: { id: tokenId, secret: secretOf(tokenId) },
        pollSeconds: 10,
        timeoutSeconds: 5,
        ...values,
      },
      { logger: mockServices.logger.mock() },
    );
    clients.push(client);
    return client;
  };

  it('reads what it says it reads, and asks nothing else', async () => {
    const client = clientOf({
      operate: {
        token: { id: OPERATE, secret: secretOf(OPERATE) },
      },
    });
    await lab.control.resetRequests();
    const [version, status, resources, nodes, nodeVersion, permissions] = [
      await client.version(),
      await client.clusterStatus(),
      await client.clusterResources(),
      await client.nodes(),
      await client.nodeVersion('forge'),
      await client.accessPermissions(),
    ];
    expect(version.version).toMatch(/^9\./);
    expect(nodeVersion).toEqual(version);
    expect(status).toContainEqual(
      expect.objectContaining({ type: 'cluster', quorate: true }),
    );
    expect(status.filter(row => row.type === 'node')).toHaveLength(3);
    expect(resources.filter(row => row.type === 'node')).toEqual(
      ['nexus', 'forge', 'closet'].map(node =>
        expect.objectContaining({ node, status: 'online' }),
      ),
    );
    expect(resources).toContainEqual(
      expect.objectContaining({
        type: 'qemu',
        vmid: expect.any(Number),
        template: expect.any(Boolean),
      }),
    );
    expect(
      Object.fromEntries(nodes.map(n => [n.node, n.ssl_fingerprint])),
    ).toEqual(
      Object.fromEntries(
        lab.lab.services.proxmox.map(s => [s.node, s.fingerprint]),
      ),
    );
    expect(permissions['/']['Sys.Audit']).toBe(true);
    expect(await client.nodeCertificates('forge')).toContainEqual(
      expect.objectContaining({ notafter: expect.any(Number) }),
    );

    const operator = client.operator!;
    expect((await operator.accessPermissions())['/vms']).toMatchObject({
      'VM.PowerMgmt': true,
    });
    expect(await operator.haStatus()).toContainEqual(
      expect.objectContaining({ type: 'service', state: 'started' }),
    );
    for (const type of ['qemu', 'lxc'] as const) {
      const row = resources.find(
        each =>
          each.type === type && each.status === 'running' && !each.hastate,
      )!;
      const guest = { node: row.node!, type, vmid: String(row.vmid) };
      expect(await operator.guestStatus(guest)).toMatchObject({
        status: 'running',
        ha: {},
      });
      const upid = await operator.shutDownGuest(guest, { timeoutSeconds: 60 });
      expect(parseUpid(upid)).toMatchObject({
        node: guest.node,
        id: guest.vmid,
        user: OPERATE,
      });
      expect(await operator.guestTasks(guest)).toContainEqual(
        expect.objectContaining({ upid }),
      );
      expect(await operator.taskStatus(upid)).toMatchObject({
        status: 'running',
      });
      await lab.control.advance(60);
      expect(await operator.taskStatus(upid)).toEqual({
        status: 'stopped',
        exitstatus: 'OK',
      });
      const log = await operator.taskLog(upid, 0);
      expect(log.at(-1)?.t).toBe('TASK OK');
      const started = await operator.startGuest(guest);
      await operator.stopTask(started);
    }

    const { requests } = await lab.control.requests();
    // The nodes of the guests are the lab's choice.
    const general = (path: string) =>
      path
        .replace(/^\/nodes\/[^/]+/, '/nodes/{node}')
        .replace(/\/(qemu|lxc)\/\d+/, '/$1/{vmid}')
        .replace(/\/tasks\/UPID:[^/]+/, '/tasks/{upid}');
    const asked = requests.map(
      ({ method, path }) => `${method} ${general(path)}`,
    );
    // What is read of one thing is tried in proxmox-details.test.ts, changes in proxmox-operator.test.ts.
    const elsewhere = new Set<Endpoint>([
      ...Object.values(detailEndpoints),
      ...Object.values(changeEndpoints),
    ]);
    expect([...new Set(asked)].sort()).toEqual(
      Object.values(endpoints)
        .filter(e => !elsewhere.has(e))
        .map(e => `${e.method} ${e.path}`)
        .sort(),
    );
  });

  it('shows the token without its secret', () => {
    expect(clientOf().cluster.token).toEqual({ id: 'ctrl@pve!portal' });
  });

  type Situation = {
    arrange(): Promise<DefaultProxmoxClient>;
    kind: string;
    message: RegExp;
  };
  const wrongSecret = async () =>
    clientOf({
      token: {
        id: 'ctrl@pve!portal',
        secret: '00000000-0000-4000-8000-000000000000',
      },
    });
  const revoked = async () => {
    const client = clientOf();
    await client.version();
    await lab.control.revokeToken('ctrl@pve!portal');
    return client;
  };
  const situations: Record<string, Situation> = {
    'a wrong secret': {
      arrange: wrongSecret,
      kind: 'unauthorized',
      message:
        /^The lab: the token ctrl@pve!portal is not accepted and never was since the portal started: its id or its secret is wrong/,
    },
    'a revoked token': {
      arrange: revoked,
      kind: 'unauthorized',
      message:
        /^The lab: the token ctrl@pve!portal was accepted until .* and is not any more: it was revoked/,
    },
    'a wrong secret, before 9.1.5': {
      arrange: async () => {
        await lab.control.setRelease('9.1.4');
        return wrongSecret();
      },
      kind: 'unauthorized',
      message: /the secret configured for the token ctrl@pve!portal is wrong/,
    },
    'a revoked token, before 9.1.5': {
      arrange: async () => {
        await lab.control.setRelease('9.1.4');
        return revoked();
      },
      kind: 'unauthorized',
      message: /there is no token ctrl@pve!portal: it was revoked/,
    },
    'a token without Sys.Audit': {
      arrange: async () => clientOf({}, 'ctrl@pve!nosys'),
      kind: 'forbidden',
      message:
        /^The lab: the token ctrl@pve!nosys lacks Sys.Audit on \/, which GET \/cluster\/status needs/,
    },
    'unknown certificates': {
      arrange: async () =>
        clientOf({
          endpoints: lab.lab.services.proxmox.map(({ url }) => ({ url })),
        }),
      kind: 'untrusted',
      message:
        /^No endpoint of The lab answered: https:\/\/\S+ shows a certificate that /,
    },
    'a rotated certificate': {
      arrange: async () => {
        const [{ url, fingerprint, node }] = lab.read().services.proxmox;
        await lab.control.rotateCertificate(node);
        return clientOf({ endpoints: [{ url, fingerprint }] });
      },
      kind: 'untrusted',
      message: /shows another certificate than the pinned one: expected /,
    },
    'a slow endpoint': {
      arrange: async () => {
        await lab.control.slowEndpoint({ delayMs: 60_000 });
        const [{ url, fingerprint }] = lab.read().services.proxmox;
        return clientOf({ endpoints: [{ url, fingerprint }] });
      },
      kind: 'timeout',
      message: /^The lab: https:\/\/\S+ did not answer within 5 s\. Look at/,
    },
    rubbish: {
      arrange: async () => {
        await lab.control.breakEndpoint({ mode: 'rubbish' });
        return clientOf();
      },
      kind: 'invalid',
      message:
        /^The lab: https:\/\/\S+ answered 200 with text\/html to GET \/cluster\/status: is this Proxmox VE's port/,
    },
  };

  const failureIn = async ({ arrange }: Situation): Promise<SourceFailure> => {
    const client = await arrange();
    return client.clusterStatus().then(
      () => {
        throw new Error('It answered');
      },
      error => error,
    );
  };

  it('tells each situation truly, and each in its own words', async () => {
    const messages = new Set<string>();
    for (const [name, situation] of Object.entries(situations)) {
      await lab.control.reset();
      await lab.control.setTimes({ authDelayMs: 0 });
      const failure = await failureIn(situation);
      expect([name, failure]).toEqual([name, expect.any(SourceFailure)]);
      expect([name, failure.kind]).toEqual([name, situation.kind]);
      expect(failure.message).toMatch(situation.message);
      for (const { secret } of lab.lab.services.proxmox[0].tokens) {
        expect(failure.message).not.toContain(secret);
      }
      messages.add(failure.message);
    }
    expect(messages.size).toBe(Object.keys(situations).length);
  }, 60_000);

  it('names the privilege that is missing', async () => {
    await expect(
      clientOf({}, 'ctrl@pve!nosys').clusterStatus(),
    ).rejects.toMatchObject({ missing: ['Sys.Audit on /'] });
  });

  it('waits for a refusal, which takes 3 s', async () => {
    await lab.control.setTimes({ authDelayMs: 3000 });
    const client = await wrongSecret();
    await expect(client.version()).rejects.toMatchObject({
      kind: 'unauthorized',
    });
  }, 20_000);

  it('says of a dead node that it is the node, and goes on with the others', async () => {
    await lab.control.killNode('forge');
    const client = clientOf();
    await expect(client.nodeVersion('forge')).rejects.toMatchObject({
      kind: 'unreachable',
      message: expect.stringMatching(
        /^Node forge of The lab cannot be reached/,
      ),
    });
    await expect(client.nodeVersion('nexus')).resolves.toBeDefined();
    expect(client.endpoints()[0].state).toBe('ok');
  });

  it('reads through another node when one is dead', async () => {
    await lab.control.killNode('nexus');
    const client = clientOf();
    await expect(client.clusterResources()).resolves.not.toHaveLength(0);
    expect(client.endpoints()[0]).toMatchObject({
      state: 'failing',
      error: expect.any(String),
    });
  });

  it('gives up with the signal', async () => {
    await lab.control.slowEndpoint({ delayMs: 60_000 });
    const reason = new Error('enough');
    const controller = new AbortController();
    const reading = clientOf().version({ signal: controller.signal });
    controller.abort(reason);
    await expect(reading).rejects.toBe(reason);
  });
});
