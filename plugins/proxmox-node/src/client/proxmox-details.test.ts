import { mockServices } from '@backstage/backend-test-utils';
import { startLab, type Lab } from 'lab/testing';
import { detailEndpoints } from '../api/detail-endpoints';
import { endpoints } from '../api/endpoints';
import { DefaultProxmoxClient } from './default-proxmox-client';
import type { ProxmoxDetails } from './proxmox-details';
import type { GuestRef } from './proxmox-operator';

/** What every method is asked with, and whether something must be there to be told. */
const calls = (
  details: ProxmoxDetails,
  vm: GuestRef,
  container: GuestRef,
): Record<string, () => Promise<unknown>> => {
  const node = 'nexus';
  const local = { node, storage: 'local-lvm' };
  return {
    nodeStatus: () => details.nodeStatus(node),
    nodeHistory: () => details.nodeHistory(node, 'day'),
    nodeDisks: () => details.nodeDisks(node),
    nodeNetwork: () => details.nodeNetwork(node),
    nodeServices: () => details.nodeServices(node),
    nodeUpdates: () => details.nodeUpdates('forge'),
    nodeSubscription: () => details.nodeSubscription(node),
    nodeReplication: () => details.nodeReplication(node),
    managerStatus: () => details.managerStatus(),
    vmStatus: () => details.guestStatus(vm),
    containerStatus: () => details.guestStatus(container),
    vmPending: () => details.guestPending(vm),
    containerPending: () => details.guestPending(container),
    vmSnapshots: () => details.guestSnapshots(vm),
    containerSnapshots: () => details.guestSnapshots(container),
    vmHistory: () => details.guestHistory(vm, 'week'),
    containerHistory: () => details.guestHistory(container, 'year'),
    agentInterfaces: async () => (await details.agentInterfaces(vm)).result,
    agentFileSystems: async () => (await details.agentFileSystems(vm)).result,
    agentOs: async () => (await details.agentOs(vm)).result,
    containerInterfaces: () => details.containerInterfaces(container),
    storageHistory: () => details.storageHistory(local, 'month'),
    storageContent: () => details.storageContent(local),
    backups: () =>
      details.storageContent(
        { node, storage: 'pbs' },
        { content: 'backup', vmid: vm.vmid },
      ),
    notBackedUp: () => details.notBackedUp(),
    clusterTasks: () => details.clusterTasks(),
    nodeTasks: () =>
      details.nodeTasks(node, {
        limit: 5,
        since: new Date(0),
        until: new Date('2100-01-01'),
        type: 'vzdump',
        user: 'root',
      }),
  };
};

describe.each(['9', '8'] as const)('details of Proxmox VE %s', pve => {
  let lab: Lab;
  let client: DefaultProxmoxClient;
  beforeAll(async () => {
    lab = await startLab({ only: ['proxmox'], pve });
    const [{ url, fingerprint }] = lab.read().services.proxmox;
    client = DefaultProxmoxClient.create(
      {
        name: 'reverb256',
        title: 'The lab',
        endpoints: [{ url, fingerprint }],
        webUrl: url,
        token: await lab.control.addToken({
          id: 'root@pam!all',
          privsep: false,
        }),
        pollSeconds: 10,
        timeoutSeconds: 5,
      },
      { logger: mockServices.logger.mock() },
    );
  }, 60_000);
  afterAll(async () => {
    await client?.close();
    await lab?.stop();
  });

  it('are read by every endpoint, with something to tell, and by no other', async () => {
    const rows = await client.clusterResources();
    const guestOf = async (type: GuestRef['type']): Promise<GuestRef> => {
      for (const row of rows) {
        if (row.type !== type || row.status !== 'running') continue;
        const guest = { node: row.node!, type, vmid: String(row.vmid) };
        // Not every machine has an agent.
        const told =
          type === 'lxc' ||
          (await client.details.agentOs(guest).then(
            () => true,
            () => false,
          ));
        if (told) return guest;
      }
      throw new Error(`The lab has no ${type} that runs and tells`);
    };
    const vm = await guestOf('qemu');
    const container = await guestOf('lxc');
    await lab.control.resetRequests();
    const empty: string[] = [];
    for (const [name, call] of Object.entries(
      calls(client.details, vm, container),
    )) {
      const told = await call();
      const isEmpty = Array.isArray(told) ? told.length === 0 : !told;
      if (isEmpty) empty.push(name);
    }
    expect(empty).toEqual([]);
    const { requests } = await lab.control.requests();
    const asked = requests.map(
      ({ method, path }) =>
        `${method} ${path
          .replace(/^\/nodes\/[^/]+/, '/nodes/{node}')
          .replace(/\/(qemu|lxc)\/\d+/, '/$1/{vmid}')
          .replace(/\/storage\/[^/]+\//, '/storage/{storage}/')}`,
    );
    expect([...new Set(asked)].sort()).toEqual(
      [
        ...new Set(
          Object.values(detailEndpoints).map(e => `${e.method} ${e.path}`),
        ),
      ].sort(),
    );
  });

  it('have no value where Proxmox computed nonsense', () => {
    const { coerce, response } = endpoints.nodeHistory;
    expect(
      response.parse(coerce([{ time: '1764000000', cpu: null, netin: '5' }])),
    ).toEqual([{ time: 1764000000, netin: 5 }]);
  });
});
