import { z } from 'zod';
import { FAULT_MODES } from '../proxmox/faults.ts';
import type { Proxmox } from '../proxmox/index.ts';
import { accessRoutes } from './access-routes.ts';
import { nothing, route, type ControlRoute } from './routes.ts';

const node = z.string();
const target = {
  node: node.optional(),
  prefix: z.string().startsWith('/').optional(),
};
const milliseconds = z.number().int().nonnegative();

function machineRoutes(proxmox: Proxmox): ControlRoute[] {
  return [
    route({
      path: '/proxmox/nodes/kill',
      what: 'Cuts the power of a node: it leaves the cluster and its endpoint refuses connections.',
      example: { node: 'closet' },
      input: z.strictObject({ node }),
      run: input => proxmox.kill(input.node),
    }),
    route({
      path: '/proxmox/nodes/revive',
      what: 'Switches a node on again; what ran on it starts anew.',
      example: { node: 'closet' },
      input: z.strictObject({ node }),
      run: input => proxmox.revive(input.node),
    }),
    route({
      path: '/proxmox/certificates/rotate',
      what: "Gives a node's endpoint a new certificate, live, and writes lab.json anew.",
      example: { node: 'forge' },
      input: z.strictObject({ node }),
      run: async input => ({
        fingerprint: await proxmox.rotateCertificate(input.node),
      }),
    }),
    route({
      path: '/proxmox/guests/set',
      what: 'Changes a guest: status (running, stopped, paused), name, node, tags and lock (null removes). Status and name reach /cluster/resources with the next tick.',
      example: { vmid: 140, status: 'stopped', tags: 'home' },
      input: z.strictObject({
        vmid: z.number().int(),
        status: z.enum(['running', 'stopped', 'paused']).optional(),
        name: z.string().optional(),
        node: node.optional(),
        tags: z.string().nullable().optional(),
        lock: z.string().nullable().optional(),
      }),
      run: ({ vmid, ...change }) => proxmox.cluster.setGuest(vmid, change),
    }),
    route({
      path: '/proxmox/storages/set',
      what: 'Takes a storage away from a node (or from all), or gives it back. Its values expire after 300 s.',
      example: { storage: 'nas', node: 'forge', active: false },
      input: z.strictObject({
        storage: z.string(),
        node: node.optional(),
        active: z.boolean(),
      }),
      run: input => proxmox.cluster.setStorage(input),
    }),
    route({
      path: '/proxmox/grow',
      what: 'Adds nodes and guests until there are so many. New nodes have no endpoint; the three forward to them.',
      example: { nodes: 500, guests: 15000 },
      input: z.strictObject({
        nodes: z.number().int().min(3).max(2000),
        guests: z.number().int().min(1).max(100_000),
      }),
      run: input => proxmox.cluster.grow(input),
    }),
    route({
      path: '/proxmox/release',
      what: 'Sets the pve-manager release. Before 9.1.5 the reason phrase of a 401 says what is wrong with the token; since then it is "Authentication failed!" for all.',
      example: { release: '9.1.4' },
      input: z.strictObject({ release: z.string().regex(/^\d+\.\d+\.\d+$/) }),
      run: ({ release }) => {
        proxmox.cluster.release = release;
      },
    }),
  ];
}

function wireRoutes(proxmox: Proxmox): ControlRoute[] {
  const known = <T extends { node?: string }>(input: T): T => {
    if (input.node) proxmox.requireNode(input.node);
    return input;
  };
  return [
    route({
      path: '/proxmox/endpoints/slow',
      what: 'Delays every answer of an endpoint, or of all, or those under a path; 0 ends it.',
      example: { node: 'nexus', prefix: '/cluster/resources', delayMs: 2000 },
      input: z.strictObject({ ...target, delayMs: milliseconds }),
      run: input => proxmox.faults.set(known(input)),
    }),
    route({
      path: '/proxmox/endpoints/break',
      what: `Breaks an endpoint, or all, or a path: ${FAULT_MODES.join(
        ', ',
      )} (with status and reason).`,
      example: { node: 'nexus', mode: 'status', status: 500, reason: 'oops' },
      input: z.strictObject({
        ...target,
        mode: z.enum(FAULT_MODES),
        status: z.number().int().min(200).max(599).optional(),
        reason: z.string().optional(),
      }),
      run: input => proxmox.faults.set(known(input)),
    }),
    route({
      path: '/proxmox/endpoints/heal',
      what: 'Ends what slow and break did: for a node and path, for a node, or for all.',
      example: { node: 'nexus' },
      input: z.strictObject(target),
      run: input =>
        known(input).prefix
          ? proxmox.faults.heal(input.node, input.prefix)
          : proxmox.faults.healAll(input.node),
    }),
    route({
      path: '/proxmox/times',
      what: 'Real milliseconds: how long a 401 is held back (3000), how long until a dead node is unreachable (1000; up to 30000 on real ones) and until a silent one is given up (3000; 30000 on real ones).',
      example: { authDelayMs: 0 },
      input: z.strictObject({
        authDelayMs: milliseconds.optional(),
        unreachableMs: milliseconds.optional(),
        proxyTimeoutMs: milliseconds.optional(),
      }),
      run: input => {
        const { authDelay, api } = proxmox;
        authDelay.ms = input.authDelayMs ?? authDelay.ms;
        const times = api.proxyTimes;
        times.unreachableMs = input.unreachableMs ?? times.unreachableMs;
        times.timeoutMs = input.proxyTimeoutMs ?? times.timeoutMs;
      },
    }),
    route({
      method: 'GET',
      path: '/proxmox/requests',
      what: 'How often each endpoint was asked for each path, and the bytes of the bodies that it sent.',
      input: nothing,
      run: () => {
        const requests = proxmox.counters.list();
        const total = requests.reduce((sum, { count }) => sum + count, 0);
        return { total, requests };
      },
    }),
    route({
      path: '/proxmox/requests/reset',
      what: 'Counts from zero.',
      input: nothing,
      run: () => proxmox.counters.reset(),
    }),
  ];
}

export function proxmoxRoutes(proxmox: Proxmox): ControlRoute[] {
  return [
    ...machineRoutes(proxmox),
    ...accessRoutes(proxmox.users),
    ...wireRoutes(proxmox),
  ];
}
