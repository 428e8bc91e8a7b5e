import { z } from 'zod';
import type { Proxmox } from '../proxmox/index.ts';
import { TASK_FAULT_MODES } from '../proxmox/tasks/task-faults.ts';
import { nothing, route, type ControlRoute } from './routes.ts';

const haRule = z.strictObject({
  rule: z.string(),
  type: z.enum(['node-affinity', 'resource-affinity']),
  resources: z.array(z.string()),
  nodes: z.array(z.string()).optional(),
  strict: z.boolean().optional(),
  affinity: z.enum(['positive', 'negative']).optional(),
  disable: z.boolean().optional(),
  comment: z.string().optional(),
});

/** What becomes of changes: tasks, HA services, and what was received. */
export function changeRoutes(proxmox: Proxmox): ControlRoute[] {
  const { tasks, ha } = proxmox.cluster;
  return [
    route({
      path: '/proxmox/tasks/disturb',
      what: 'Says what becomes of tasks that start from now on, of a type, guest (id) or node if they are given, and of so many (times): fail dies with status, hang never ends by itself, vanish is cut off without a last line, each after so many seconds (1) and without having done anything; warn does its work and ends with the warning in status.',
      example: {
        mode: 'fail',
        status: 'start failed: QEMU exited with code 1',
        type: 'qmstart',
        id: '150',
        times: 1,
      },
      input: z.strictObject({
        mode: z.enum(TASK_FAULT_MODES),
        status: z.string().min(1).optional(),
        type: z.string().optional(),
        id: z.string().optional(),
        node: z.string().optional(),
        times: z.number().int().positive().optional(),
        after: z.number().nonnegative().optional(),
      }),
      run: input => {
        if (input.node) proxmox.requireNode(input.node);
        tasks.faults.add(input);
      },
    }),
    route({
      path: '/proxmox/tasks/leave',
      what: 'Tasks that start from now on are not disturbed. Those that hang still do.',
      input: nothing,
      run: () => tasks.faults.clear(),
    }),
    route({
      path: '/proxmox/ha/break',
      what: 'Puts an HA service into the state error, as a stop that failed does. It leaves it when it is disabled.',
      example: { sid: 'vm:120' },
      input: z.strictObject({ sid: z.string() }),
      run: ({ sid }) => {
        proxmox.cluster.settle();
        ha.requests.breakService(sid);
      },
    }),
    route({
      path: '/proxmox/ha/rules',
      what: 'Replaces the HA rules (of version 9): node-affinity with nodes (node:priority) and strict, resource-affinity with affinity positive or negative.',
      example: {
        rules: [
          {
            rule: 'with-its-names',
            type: 'resource-affinity',
            affinity: 'positive',
            resources: ['vm:120', 'ct:200'],
          },
        ],
      },
      input: z.strictObject({ rules: z.array(haRule) }),
      run: ({ rules }) => proxmox.cluster.setHaRules(rules),
    }),
    route({
      path: '/proxmox/nodes/maintenance',
      what: 'What `ha-manager crm-command node-maintenance enable` (or disable) does, which somebody types on a node: the master notes it within 10 s, the node’s LRM follows, and HA services leave it, or come back.',
      example: { node: 'nexus', enabled: true },
      input: z.strictObject({ node: z.string(), enabled: z.boolean() }),
      run: ({ node, enabled }) => {
        proxmox.requireNode(node);
        proxmox.cluster.settle();
        ha.requests.maintenance(node, enabled);
      },
    }),
    route({
      method: 'GET',
      path: '/proxmox/mutations',
      what: 'Every request but GET (and logins) that was read to its end, in order: when, at which endpoint, by whom, with which parameters; whether it was processed, what came of it, and whether the answer went out.',
      input: nothing,
      run: () => ({ mutations: proxmox.mutations.list() }),
    }),
  ];
}
