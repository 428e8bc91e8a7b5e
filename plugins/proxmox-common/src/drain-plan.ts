import type { ProxmoxGuest, ProxmoxInventory, ProxmoxNode } from './inventory';

/** Something that stands in the way of taking a node down. @public */
export interface DrainObstacle {
  /** Stable, as `no-target`. */
  code: string;
  /** `blocks`: do not begin; `warns`: know it first. */
  level: 'blocks' | 'warns';
  message: string;
}

/** How a node is emptied before somebody works on it. @public */
export interface DrainPlan {
  node: string;
  /**
   * - `ready`: it has not begun
   * - `draining`: the HA manager has it in maintenance, and guests still run on it
   * - `drained`: it is in maintenance, and nothing runs on it
   * - `unseen`: it is in maintenance, and nothing runs on it of what could be seen, which is not all
   * - `unknown`: what the HA manager makes of the node is not known, or the manager has lost it
   */
  phase: 'ready' | 'draining' | 'drained' | 'unseen' | 'unknown';
  /** Whether it is made from all guests of the node. */
  areGuestsKnown: boolean;
  /** Run on any node of the cluster, as root: the API has no switch for it. */
  enableCommand: string;
  disableCommand: string;
  /** What the HA manager moves away, and back when maintenance ends. */
  moves: ProxmoxGuest[];
  /** HA-managed and running, and left where they are by the manager: their service is in error. */
  stuck: ProxmoxGuest[];
  /** Running, and nobody's but ours to move or to shut down. */
  byHand: ProxmoxGuest[];
  /** Neither runs: stopped guests and templates. They are away as long as the node is. */
  stays: ProxmoxGuest[];
  /** Where guests can go. */
  targets: ProxmoxNode[];
  obstacles: DrainObstacle[];
}

/** Words of the HA manager for a service that it keeps its hands off. */
const NOT_MANAGED = ['ignored', 'disabled'];

const GiB = 1024 ** 3;
const inGiB = (bytes: number) => `${Math.round(bytes / GiB)} GiB`;
const count = (n: number, noun: string) => `${n} ${noun}${n === 1 ? '' : 's'}`;

const freeOf = ({ memory }: ProxmoxNode) =>
  memory && Math.max(0, memory.totalBytes - memory.usedBytes);

function quorumObstacles(
  inventory: ProxmoxInventory,
  node: ProxmoxNode,
): DrainObstacle[] {
  const { quorate, standalone } = inventory.cluster;
  if (standalone) return [];
  if (quorate === false) {
    return [
      {
        code: 'not-quorate',
        level: 'blocks',
        message:
          'The cluster has no quorum: nothing can be moved until it has, and nodes with active HA restart themselves.',
      },
    ];
  }
  const nodes = Object.values(inventory.nodes);
  const left = nodes.filter(
    each => each.status === 'online' && each.name !== node.name,
  ).length;
  const needed = Math.floor(nodes.length / 2) + 1;
  if (left >= needed) return [];
  return [
    {
      code: 'quorum-margin',
      level: 'blocks',
      message: `With ${node.name} down, ${count(left, 'node')} of ${
        nodes.length
      } would be left, and ${needed} are needed for quorum. Bring others back first. (A QDevice may make up for it: "pvecm status" says how many votes there are.)`,
    },
  ];
}

function targetObstacles(
  targets: readonly ProxmoxNode[],
  leaving: readonly ProxmoxGuest[],
): DrainObstacle[] {
  if (leaving.length === 0) return [];
  if (targets.length === 0) {
    return [
      {
        code: 'no-target',
        level: 'blocks',
        message:
          'No other node is online and out of maintenance: what runs here can only be shut down.',
      },
    ];
  }
  const free = targets.map(freeOf);
  if (free.includes(undefined)) {
    return [
      {
        code: 'capacity-unknown',
        level: 'warns',
        message:
          'How much memory is free on the other nodes is not known for all of them.',
      },
    ];
  }
  const frees = free.flatMap(bytes => bytes ?? []);
  const sizes = leaving.map(({ memory }) => memory?.totalBytes ?? 0);
  const sum = (all: readonly number[]) => all.reduce((a, b) => a + b, 0);
  const [need, have] = [sum(sizes), sum(frees)];
  if (need > have) {
    return [
      {
        code: 'memory-short',
        level: 'warns',
        message: `What runs here may take ${inGiB(
          need,
        )} of memory, and the other nodes have ${inGiB(
          have,
        )} free. The HA manager does not look at that: it overcommits.`,
      },
    ];
  }
  const largest = Math.max(...sizes);
  const roomiest = Math.max(...frees);
  if (largest > roomiest) {
    return [
      {
        code: 'guest-too-large',
        level: 'warns',
        message: `The largest guest may take ${inGiB(
          largest,
        )} of memory, and no other node has more than ${inGiB(roomiest)} free.`,
      },
    ];
  }
  return [];
}

function haObstacles(
  inventory: ProxmoxInventory,
  areGuestsKnown: boolean,
): DrainObstacle[] {
  if (!areGuestsKnown) return [];
  const guests = Object.values(inventory.guests);
  if (guests.some(({ haState }) => haState !== undefined)) return [];
  return [
    {
      code: 'ha-idle',
      level: 'warns',
      message:
        'No guest of this cluster is HA-managed. Then the HA manager may not be running, the command changes nothing, and all is moved by hand.',
    },
  ];
}

function lockObstacles(leaving: readonly ProxmoxGuest[]): DrainObstacle[] {
  const locked = leaving.filter(({ lock }) => lock !== undefined);
  if (locked.length === 0) return [];
  const names = locked.map(
    guest => `${guest.name ?? guest.id} (${guest.lock})`,
  );
  return [
    {
      code: 'locked',
      level: 'warns',
      message: `Locked, and not to be moved until that is over: ${names.join(
        ', ',
      )}.`,
    },
  ];
}

function phaseOf(
  node: ProxmoxNode,
  running: number,
  areGuestsKnown: boolean,
): DrainPlan['phase'] {
  // In `fence`, `gone` and `unknown` the manager is not in touch with the node, and drains nothing.
  if (node.haState === 'online') return 'ready';
  if (node.haState !== 'maintenance') return 'unknown';
  if (running > 0) return 'draining';
  return areGuestsKnown ? 'drained' : 'unseen';
}

/**
 * What has to happen before a node can be taken down, from what the cluster tells of itself. It starts nothing. Which
 * guests may go where is not known here: local disks, passed-through devices and HA rules are what the preflight of a
 * migration asks about.
 *
 * @param inventory - hidden guests are not in the plan
 * @param name - of the node
 * @param options - `areGuestsUnread`: whether the inventory lacks guests that could not be read
 * @returns undefined for a node that is not there
 * @public
 */
export function drainPlan(
  inventory: ProxmoxInventory,
  name: string,
  options: { areGuestsUnread?: boolean } = {},
): DrainPlan | undefined {
  const node = inventory.nodes[name];
  if (!node) return undefined;
  const guests = Object.values(inventory.guests)
    .filter(guest => guest.node === name)
    .sort((a, b) => Number(a.vmid) - Number(b.vmid));
  const isAtRest = (guest: ProxmoxGuest) =>
    guest.template || guest.status === 'stopped';
  const stays = guests.filter(isAtRest);
  const leaving = guests.filter(guest => !isAtRest(guest));
  const isManaged = ({ haState }: ProxmoxGuest) =>
    haState !== undefined && !NOT_MANAGED.includes(haState);
  const managed = leaving.filter(isManaged);
  const targets = Object.values(inventory.nodes).filter(
    each =>
      each.name !== name &&
      each.status === 'online' &&
      (each.haState ?? 'online') === 'online',
  );
  const areGuestsKnown = !options.areGuestsUnread && !inventory.guestsPartial;
  const obstacles: DrainObstacle[] =
    node.status === 'online'
      ? [
          ...quorumObstacles(inventory, node),
          ...targetObstacles(targets, leaving),
          ...lockObstacles(leaving),
          ...haObstacles(inventory, areGuestsKnown),
        ]
      : [
          {
            code: 'not-online',
            level: 'blocks',
            message: `${name} is not online: nothing can be moved from it. What is HA-managed is recovered elsewhere by itself.`,
          },
        ];
  const command = (verb: string) =>
    `ha-manager crm-command node-maintenance ${verb} ${name}`;
  return {
    node: name,
    phase: phaseOf(node, leaving.length, areGuestsKnown),
    areGuestsKnown,
    enableCommand: command('enable'),
    disableCommand: command('disable'),
    moves: managed.filter(({ haState }) => haState !== 'error'),
    stuck: managed.filter(({ haState }) => haState === 'error'),
    byHand: leaving.filter(guest => !isManaged(guest)),
    stays,
    targets,
    obstacles,
  };
}
