import type { Obstacle } from '@reverb256/backstage-plugin-infra-common';
import { SourceFailure } from '@reverb256/backstage-plugin-infra-node';
import type { ProxmoxGuest } from '@reverb256/backstage-plugin-proxmox-common';
import type {
  TaskStatus,
  Upid,
} from '@reverb256/backstage-plugin-proxmox-node';
import { block } from './obstacles';

/** A task of a cluster. */
export interface TaskSubject {
  /** The name of the cluster in the configuration. */
  source: string;
  task: Upid;
  /** Whether its node was online when last read. */
  nodeOnline: boolean;
  /** The guest that it is about, where it is about one that there is. */
  guest?: ProxmoxGuest;
}

/** What is known of a task before it is stopped. */
export interface StoppingTask {
  subject: TaskSubject;
  /** As its node says now, or why it does not. */
  now: TaskStatus | SourceFailure | undefined;
  /** Whether credentials for changes are configured. */
  canOperate: boolean;
}

/** What people call a task. Pure. */
export const taskTitle = ({ type, id, node }: Upid): string =>
  `task ${type}${id ? ` of ${id}` : ''} on ${node}`;

/** By what its type begins with, what a task that ends halfway leaves behind. */
const LEFT_BEHIND: [RegExp, string][] = [
  [
    /^(qmigrate|vzmigrate)/,
    'A guest that is being moved stays, or goes on, on the node that it is on; copies of its disks on the other node are removed as far as that succeeds.',
  ],
  [/^vzdump/, 'The backup is not made; those of before stay.'],
  [
    /^(qm|vz)(rollback|delsnapshot|clone|restore|create|destroy|move)/,
    'What it changes stays half changed: a guest may be left locked or unusable.',
  ],
  [
    /^(qm|vz)(shutdown|reboot)/,
    'The guest is not waited for any longer; it may shut down all the same.',
  ],
];

/** What will happen. Pure. */
export function stopTaskEffects({ subject: { task } }: StoppingTask): string[] {
  const left = LEFT_BEHIND.find(([type]) => type.test(task.type))?.[1];
  return [
    `The ${taskTitle(task)}, begun by ${
      task.user
    }, is asked to end, and ended by force if it does not.`,
    left ?? 'What it had begun stays half done.',
  ];
}

/** What stands in the way. Pure. */
export function stopTaskObstacles({
  subject,
  now,
  canOperate,
}: StoppingTask): Obstacle[] {
  const { source, task, nodeOnline } = subject;
  if (!canOperate) {
    return [
      block(
        'no-credentials',
        `No credentials for changes are configured for cluster ${source}: set proxmox.clusters[].operate.token.`,
      ),
    ];
  }
  if (!nodeOnline) {
    return [
      block(
        'node-offline',
        `Node ${task.node}, which works on it, is not online: its tasks ended with it.`,
      ),
    ];
  }
  if (now instanceof SourceFailure) {
    return [block(`source-${now.kind}`, now.message)];
  }
  return now?.status === 'stopped'
    ? [
        block(
          'ended',
          `The task has ended already: ${now.exitstatus ?? 'no status'}.`,
        ),
      ]
    : [];
}
