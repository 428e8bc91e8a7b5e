import { SourceFailure } from '@reverb256/backstage-plugin-infra-node';
import type {
  ProxmoxGuest,
  ProxmoxInventory,
} from '@reverb256/backstage-plugin-proxmox-common';
import type {
  EffectivePermissions,
  ProxmoxDetails,
} from '@reverb256/backstage-plugin-proxmox-node';
import { lacksHaStates, withHaStates } from '../inventory/ha-states';
import { AddressTurn } from './address-turn';
import { dueGuests } from './due-guests';
import { factsOfDisks } from './node-facts-collector';

const now = new Date('2026-11-24T10:00:00Z');
const ago = (seconds: number) =>
  new Date(now.getTime() - seconds * 1000).toISOString();

const guest = (id: string, more: Partial<ProxmoxGuest> = {}): ProxmoxGuest => ({
  id,
  type: id.startsWith('lxc') ? 'lxc' : 'qemu',
  vmid: id.split('/')[1],
  node: 'nexus',
  status: 'running',
  template: false,
  tags: [],
  ...more,
});
const inventoryOf = (
  guests: ProxmoxGuest[],
  nodes: ProxmoxInventory['nodes'] = {
    nexus: { name: 'nexus', status: 'online' },
    forge: { name: 'forge', status: 'offline' },
  },
): ProxmoxInventory => ({
  cluster: {},
  nodes,
  guests: Object.fromEntries(guests.map(each => [each.id, each])),
  storages: {},
});

describe('whose addresses are asked for', () => {
  it('begins with those never asked, of these the running, then the longest ago', () => {
    const known = (seconds: number) => ({
      from: 'agent' as const,
      addresses: [],
      readAt: ago(seconds),
    });
    const due = dueGuests(
      inventoryOf([
        guest('qemu/100'),
        guest('qemu/101'),
        guest('qemu/102', { status: 'stopped' }),
        guest('qemu/103'),
        guest('qemu/104', { status: 'stopped' }),
        guest('qemu/105', { template: true }),
        guest('qemu/106', { node: 'forge' }),
        guest('qemu/107'),
      ]),
      {
        'qemu/100': known(700),
        'qemu/101': known(900),
        'qemu/103': known(599),
        'qemu/104': known(3599),
      },
      now,
    );
    expect(due.map(each => each.id)).toEqual([
      'qemu/107',
      'qemu/102',
      'qemu/101',
      'qemu/100',
    ]);
  });
});

describe('a turn of asking for addresses', () => {
  const asked: string[] = [];
  beforeEach(() => asked.splice(0));

  const turnOf = (
    answers: Partial<ProxmoxDetails>,
    limits: { requests?: number; permissions?: EffectivePermissions } = {},
  ) => {
    const counted = Object.fromEntries(
      Object.entries(answers).map(([name, answer]) => [
        name,
        async (...args: unknown[]) => {
          asked.push(name);
          return (answer as (...a: unknown[]) => unknown)(...args);
        },
      ]),
    );
    return new AddressTurn(counted as unknown as ProxmoxDetails, {
      requests: 10,
      ...limits,
      now,
      signal: new AbortController().signal,
    });
  };
  const failing =
    (kind: SourceFailure['kind'], message: string, missing?: string[]) =>
    async () => {
      throw new SourceFailure(kind, message, { missing });
    };
  const guestPending: ProxmoxDetails['guestPending'] = async () => [
    { key: 'net0', value: 'virtio,bridge=vmbr0' },
    { key: 'ipconfig0', value: 'ip=10.0.0.5/24' },
  ];

  it('asks the agent, and the configuration where there is none', async () => {
    const turn = turnOf({
      agentInterfaces: async ({ vmid }) => {
        if (vmid === '101') {
          throw new SourceFailure('rejected', 'No QEMU guest agent configured');
        }
        return {
          result: [
            { name: 'eth0', 'ip-addresses': [{ 'ip-address': '10.0.0.9' }] },
          ],
        };
      },
      guestPending,
    });
    expect(await turn.ask(guest('qemu/100'))).toEqual({
      from: 'agent',
      addresses: ['10.0.0.9'],
      readAt: now.toISOString(),
    });
    expect(await turn.ask(guest('qemu/101'))).toMatchObject({
      from: 'configuration',
      addresses: ['10.0.0.5'],
    });
    expect(turn.gaps()).toEqual([]);
  });

  it('asks no agent of what does not run, and the node of a container', async () => {
    const turn = turnOf({
      guestPending,
      containerInterfaces: async () => [{ name: 'eth0', inet: '10.0.0.6/24' }],
    });
    await turn.ask(guest('qemu/100', { status: 'stopped' }));
    expect(await turn.ask(guest('lxc/200'))).toMatchObject({
      from: 'container',
      addresses: ['10.0.0.6'],
    });
    expect(asked).toEqual(['guestPending', 'containerInterfaces']);
  });

  const agentsOf: ProxmoxDetails['agentInterfaces'] = async () => ({
    result: [{ name: 'eth0', 'ip-addresses': [{ 'ip-address': '10.0.0.9' }] }],
  });

  it.each([
    ['VM.GuestAgent.Audit'],
    ['VM.GuestAgent.Unrestricted'],
    ['VM.Monitor'],
  ])('asks the agents that the token may ask by %s', async privilege => {
    const turn = turnOf(
      { agentInterfaces: agentsOf, guestPending },
      { permissions: { '/vms/101': { [privilege]: true } } },
    );
    expect((await turn.ask(guest('qemu/100')))?.from).toBe('configuration');
    expect((await turn.ask(guest('qemu/101')))?.from).toBe('agent');
    expect(asked).toEqual(['guestPending', 'agentInterfaces']);
    const [gap, ...others] = turn.gaps();
    expect(others).toEqual([]);
    expect(gap).toMatchObject({
      path: 'agents',
      failure: { kind: 'forbidden' },
    });
    // Whoever reads it may not see every guest.
    expect(gap.failure.message).not.toMatch(/10[01]/);
  });

  it('takes the refusal of one agent for that of no other', async () => {
    const turn = turnOf({
      agentInterfaces: async (of, options) => {
        if (of.vmid === '100') throw new SourceFailure('forbidden', 'no');
        return agentsOf(of, options);
      },
      guestPending,
    });
    expect((await turn.ask(guest('qemu/100')))?.from).toBe('configuration');
    expect((await turn.ask(guest('qemu/101')))?.from).toBe('agent');
    expect(turn.gaps()).toMatchObject([{ path: 'agents' }]);
  });

  it('does not ask a node again that does not answer', async () => {
    const turn = turnOf({
      containerInterfaces: failing(
        'unreachable',
        'Node nexus cannot be reached',
      ),
    });
    expect(await turn.ask(guest('lxc/200'))).toBeUndefined();
    expect(await turn.ask(guest('lxc/201'))).toBeUndefined();
    expect(asked).toHaveLength(1);
    expect(turn.isAway('nexus')).toBe(true);
    expect(turn.gaps()).toMatchObject([{ path: 'nodes/nexus' }]);
  });

  it.each(['rejected', 'invalid', 'forbidden', 'timeout'] as const)(
    'goes on where only one guest fails: %s',
    async kind => {
      const turn = turnOf({
        containerInterfaces: failing(kind, 'unable to open netns'),
      });
      expect(await turn.ask(guest('lxc/200'))).toBeUndefined();
      expect(turn.isAway('nexus')).toBe(false);
      expect(turn.gaps()).toEqual([]);
    },
  );

  it('takes a node with several slow guests for slow, and names none', async () => {
    const turn = turnOf({
      containerInterfaces: failing('timeout', 'lxc/200 told nothing in time'),
    });
    for (const id of ['lxc/200', 'lxc/201', 'lxc/202']) {
      expect(turn.isAway('nexus')).toBe(false);
      await turn.ask(guest(id));
    }
    expect(turn.isAway('nexus')).toBe(true);
    const [gap] = turn.gaps();
    expect(gap).toMatchObject({
      path: 'nodes/nexus',
      failure: { kind: 'timeout' },
    });
    expect(gap.failure.message).not.toContain('lxc');
  });

  it('is over when its requests are used up', async () => {
    const turn = turnOf({ guestPending }, { requests: 2 });
    await turn.ask(guest('qemu/100', { status: 'stopped' }));
    expect(turn.isOver).toBe(false);
    await turn.ask(guest('qemu/101', { status: 'stopped' }));
    expect(turn.isOver).toBe(true);
  });
});

describe('the facts of a node', () => {
  it('name the disks that failed, those that say nothing, and the least life left', () => {
    expect(
      factsOfDisks([
        { device: '/dev/sdb', health: 'failed' },
        { device: '/dev/sda', health: 'failed', lifeLeftFraction: 0.5 },
        { device: '/dev/nvme0n1', health: 'passed', lifeLeftFraction: 0.2 },
        { device: '/dev/sdc', health: 'unknown' },
      ]),
    ).toEqual({
      failedDisks: ['/dev/sda', '/dev/sdb'],
      unknownDisks: ['/dev/sdc'],
      lifeLeftFraction: 0.2,
    });
    expect(factsOfDisks([{ device: '/dev/sda', health: 'unknown' }])).toEqual({
      failedDisks: [],
      unknownDisks: ['/dev/sda'],
    });
  });
});

describe('the HA state of nodes', () => {
  const managed = guest('qemu/100', { haState: 'started' });

  it.each([
    [inventoryOf([managed]), true],
    [inventoryOf([guest('qemu/100')]), false],
    [
      inventoryOf([managed], {
        nexus: { name: 'nexus', status: 'online', haState: 'online' },
      }),
      false,
    ],
  ])('is asked for only where rows lack it and there is HA', (data, lacks) => {
    expect(lacksHaStates(data)).toBe(lacks);
  });

  it('is the manager’s, or what was known where it does not tell', () => {
    const inventory = inventoryOf([managed]);
    const told = withHaStates(
      inventory,
      { manager_status: { node_status: { nexus: 'maintenance' } } },
      undefined,
    );
    expect(told.nodes.nexus.haState).toBe('maintenance');
    expect(withHaStates(inventory, undefined, told).nodes.nexus.haState).toBe(
      'maintenance',
    );
    expect(withHaStates(inventory, {}, told).nodes.nexus.haState).toBe(
      undefined,
    );
  });
});
