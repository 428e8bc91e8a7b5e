import { z } from 'zod';
import { FAULT_MODES } from '../proxmox/faults.ts';
import type { Proxmox } from '../proxmox/index.ts';
import { accessRoutes } from './access-routes.ts';
import { changeRoutes } from './change-routes.ts';
import { hostRoutes } from './host-routes.ts';
import { nothing, route, type ControlRoute } from './routes.ts';

const node = z.string();
const target = {
  node: node.optional(),
  prefix: z.string().startsWith('/').optional(),
};
const which = {
  ...target,
  method: z.enum(['GET', 'POST', 'PUT', 'DELETE']).optional(),
  times: z.number().int().positive().optional(),
};
const seconds = z.number().nonnegative();
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
      what: "Gives a node's endpoint a new certificate, live, and writes lab.json anew. It expires after so many days (730); 0 and less: it has expired.",
      example: { node: 'forge', days: 20 },
      input: z.strictObject({ node, days: z.number().optional() }),
      run: async input => ({
        fingerprint: await proxmox.rotateCertificate(input.node, input.days),
      }),
    }),
    route({
      path: '/proxmox/certificates/authority',
      what: "Lists the cluster's CA (pve-root-ca.pem), which expires after so many days, with each node's certificates. No endpoint presents another certificate for it.",
      example: { days: 20 },
      input: z.strictObject({ days: z.number() }),
      run: input => proxmox.setAuthority(input.days),
    }),
    route({
      path: '/proxmox/guests/set',
      what: 'Changes a guest: status (running, stopped, paused), name, node, tags and lock (null removes), how many seconds it takes to boot and to shut down (null: as the seed has it), whether it ignores being asked to, and whether its guest agent runs (agent, where one is configured). Status and name reach /cluster/resources with the next tick.',
      example: { vmid: 140, status: 'stopped', tags: 'home' },
      input: z.strictObject({
        vmid: z.number().int(),
        status: z.enum(['running', 'stopped', 'paused']).optional(),
        name: z.string().optional(),
        node: node.optional(),
        tags: z.string().nullable().optional(),
        lock: z.string().nullable().optional(),
        bootSeconds: seconds.nullable().optional(),
        shutdownSeconds: seconds.nullable().optional(),
        ignoresShutdown: z.boolean().optional(),
        agent: z.boolean().optional(),
      }),
      run: ({ vmid, ...change }) => proxmox.cluster.setGuest(vmid, change),
    }),
    route({
      path: '/proxmox/storages/set',
      what: 'Takes a storage away from a node (or from all), or gives it back; its values expire after 300 s. Fills it to a fraction (used), which shows with the next tick.',
      example: { storage: 'nas', node: 'forge', active: false },
      input: z.strictObject({
        storage: z.string(),
        node: node.optional(),
        active: z.boolean().optional(),
        used: z.number().min(0).max(1).optional(),
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
      what: 'Delays every answer of an endpoint, or of all, or those under a path: before anything is done (delayMs), or between doing and answering (holdMs); 0 ends it.',
      example: { node: 'nexus', prefix: '/cluster/resources', delayMs: 2000 },
      input: z.strictObject({
        ...which,
        delayMs: milliseconds.optional(),
        holdMs: milliseconds.optional(),
      }),
      run: input => proxmox.faults.set(known(input)),
    }),
    route({
      path: '/proxmox/endpoints/break',
      what: `Breaks an endpoint, or all, or a path: ${FAULT_MODES.join(
        ', ',
      )}. Status goes with status and reason; lost-request reads all and does nothing, lost-answer does it, and both then cut the connection (after holdMs). For a method, and for so many requests, if they are given.`,
      example: { node: 'nexus', mode: 'status', status: 500, reason: 'oops' },
      input: z.strictObject({
        ...which,
        mode: z.enum(FAULT_MODES),
        holdMs: milliseconds.optional(),
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
      what: 'Counts from zero, mutations too.',
      input: nothing,
      run: () => {
        proxmox.counters.reset();
        proxmox.mutations.reset();
      },
    }),
  ];
}

export function proxmoxRoutes(proxmox: Proxmox): ControlRoute[] {
  return [
    ...machineRoutes(proxmox),
    ...accessRoutes(proxmox.users),
    ...changeRoutes(proxmox),
    ...hostRoutes(proxmox),
    ...wireRoutes(proxmox),
  ];
}
