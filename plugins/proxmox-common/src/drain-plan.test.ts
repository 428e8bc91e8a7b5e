import { drainPlan } from './drain-plan';
import type { ProxmoxGuest, ProxmoxInventory, ProxmoxNode } from './inventory';

const GiB = 1024 ** 3;

const node = (name: string, more: Partial<ProxmoxNode> = {}): ProxmoxNode => ({
  name,
  status: 'online',
  haState: 'online',
  memory: { usedBytes: 16 * GiB, totalBytes: 64 * GiB },
  ...more,
});

const guest = (
  vmid: number,
  more: Partial<ProxmoxGuest> = {},
): ProxmoxGuest => ({
  id: `qemu/${vmid}`,
  vmid: `${vmid}`,
  type: 'qemu',
  name: `g${vmid}`,
  node: 'forge',
  status: 'running',
  template: false,
  memory: { usedBytes: GiB, totalBytes: 4 * GiB },
  tags: [],
  haState: 'started',
  ...more,
});

const inventory = (
  guests: ProxmoxGuest[],
  nodes: ProxmoxNode[] = [node('forge'), node('nexus'), node('closet')],
  cluster: ProxmoxInventory['cluster'] = { name: 'lab', quorate: true },
): ProxmoxInventory => ({
  cluster,
  nodes: Object.fromEntries(nodes.map(each => [each.name, each])),
  guests: Object.fromEntries(guests.map(each => [each.id, each])),
  storages: {},
});

const vmids = (guests: ProxmoxGuest[]) => guests.map(({ vmid }) => vmid);

describe('drainPlan', () => {
  it.each([
    ['online', 'ready'],
    ['fence', 'unknown'],
    ['gone', 'unknown'],
    ['unknown', 'unknown'],
    [undefined, 'unknown'],
  ])('of a node that the HA manager calls %s is %s', (haState, phase) => {
    const nodes = [node('forge', { haState }), node('nexus')];
    expect(drainPlan(inventory([guest(1)], nodes), 'forge')!.phase).toBe(phase);
  });

  it('believes that nothing is left only of who sees all guests', () => {
    const nodes = [node('forge', { haState: 'maintenance' }), node('nexus')];
    const whole = inventory([], nodes);
    expect(drainPlan(whole, 'forge')!.phase).toBe('drained');
    const partial = { ...whole, guestsPartial: true };
    for (const plan of [
      drainPlan(partial, 'forge')!,
      drainPlan(whole, 'forge', { areGuestsUnread: true })!,
    ]) {
      expect(plan.phase).toBe('unseen');
      // Those that are not seen may be managed.
      expect(plan.obstacles.map(({ code }) => code)).not.toContain('ha-idle');
    }
  });

  it('tells apart what the manager moves, what is left to people, and what stays', () => {
    const plan = drainPlan(
      inventory([
        guest(110),
        guest(20),
        guest(111, { haState: 'error' }),
        guest(112, { haState: undefined }),
        guest(113, { haState: 'ignored' }),
        guest(114, { haState: undefined, status: 'paused' }),
        guest(115, { haState: 'stopped', status: 'stopped' }),
        guest(900, { haState: undefined, template: true, status: 'stopped' }),
        guest(50, { node: 'nexus' }),
      ]),
      'forge',
    )!;
    expect(vmids(plan.moves)).toEqual(['20', '110']);
    expect(vmids(plan.stuck)).toEqual(['111']);
    expect(vmids(plan.byHand)).toEqual(['112', '113', '114']);
    expect(vmids(plan.stays)).toEqual(['115', '900']);
    expect(plan.targets.map(({ name }) => name)).toEqual(['nexus', 'closet']);
    expect(plan.obstacles).toEqual([]);
    expect(plan.enableCommand).toBe(
      'ha-manager crm-command node-maintenance enable forge',
    );
    expect(plan.disableCommand).toBe(
      'ha-manager crm-command node-maintenance disable forge',
    );
  });

  it.each<[string, string, Partial<ProxmoxNode>, ProxmoxGuest[]]>([
    ['not begun', 'ready', {}, [guest(1)]],
    ['under way', 'draining', { haState: 'maintenance' }, [guest(1)]],
    [
      'done, with what stays',
      'drained',
      { haState: 'maintenance' },
      [guest(1, { status: 'stopped' })],
    ],
    ['not known', 'unknown', { haState: undefined }, [guest(1)]],
  ])('follows how far it is: %s', (_, phase, more, guests) => {
    const plan = drainPlan(
      inventory(guests, [node('forge', more), node('nexus'), node('closet')]),
      'forge',
    );
    expect(plan?.phase).toBe(phase);
  });

  const small = { memory: { usedBytes: 60 * GiB, totalBytes: 64 * GiB } };

  it.each<[string, string[], ProxmoxInventory]>([
    ['all is well', [], inventory([guest(1)])],
    [
      'quorum is lost already',
      ['blocks not-quorate'],
      inventory([guest(1)], undefined, { name: 'lab', quorate: false }),
    ],
    [
      'one of three is away, so that none is to spare',
      ['blocks quorum-margin'],
      inventory(
        [guest(1)],
        [node('forge'), node('nexus'), node('closet', { status: 'offline' })],
      ),
    ],
    [
      'there are only two',
      ['blocks quorum-margin'],
      inventory([guest(1)], [node('forge'), node('nexus')]),
    ],
    [
      'it stands alone',
      ['blocks no-target'],
      inventory([guest(1)], [node('forge')], { standalone: true }),
    ],
    [
      'it stands alone, and nothing runs',
      [],
      inventory([guest(1, { status: 'stopped' })], [node('forge')], {
        standalone: true,
      }),
    ],
    [
      'the others are in maintenance',
      ['blocks no-target'],
      inventory(
        [guest(1)],
        [
          node('forge'),
          node('nexus', { haState: 'maintenance' }),
          node('closet', { haState: 'maintenance' }),
        ],
      ),
    ],
    [
      'there is not enough memory',
      ['warns memory-short'],
      inventory(
        [guest(1), guest(2), guest(3)],
        [node('forge'), node('nexus', small), node('closet', small)],
      ),
    ],
    [
      'one guest fits nowhere',
      ['warns guest-too-large'],
      inventory(
        [guest(1, { memory: { usedBytes: 0, totalBytes: 6 * GiB } })],
        [node('forge'), node('nexus', small), node('closet', small)],
      ),
    ],
    [
      'memory of another node may not be seen',
      ['warns capacity-unknown'],
      inventory(
        [guest(1)],
        [node('forge'), node('nexus', { memory: undefined }), node('closet')],
      ),
    ],
    [
      'a backup runs',
      ['warns locked'],
      inventory([guest(1, { lock: 'backup' })]),
    ],
    [
      'nothing is HA-managed',
      ['warns ha-idle'],
      inventory([guest(1, { haState: undefined })]),
    ],
    [
      'the node is away',
      ['blocks not-online'],
      inventory(
        [guest(1)],
        [node('forge', { status: 'offline' }), node('nexus'), node('closet')],
      ),
    ],
  ])('says what stands in the way when %s', (_, expected, given) => {
    expect(
      drainPlan(given, 'forge')!.obstacles.map(
        ({ level, code }) => `${level} ${code}`,
      ),
    ).toEqual(expected);
  });

  it('names the numbers that quorum depends on', () => {
    const [obstacle] = drainPlan(
      inventory([guest(1)], [node('forge'), node('nexus')]),
      'forge',
    )!.obstacles;
    expect(obstacle.message).toContain(
      'With forge down, 1 node of 2 would be left, and 2 are needed for quorum.',
    );
  });

  it('knows nothing of a node that is not there', () => {
    expect(drainPlan(inventory([]), 'attic')).toBeUndefined();
  });
});
