import type {
  ProxmoxTask,
  TaskHistory,
} from '@reverb256/backstage-plugin-proxmox-common';
import { FakeSnapshotsApi } from './FakeSnapshotsApi';
import { ago, guest, inventory, node, snapshot } from './fixtures';

const upidOf = (type: string, id: string) =>
  `UPID:nexus:0001:0002:6B053BBB:${type}:${id}:root@pam:`;

export const task = (
  type: string,
  id: string,
  more: Partial<ProxmoxTask> = {},
): ProxmoxTask => ({
  upid: upidOf(type, id),
  node: 'nexus',
  type,
  id,
  user: 'root@pam',
  startedAt: ago(120),
  endedAt: ago(60),
  state: 'succeeded',
  status: 'OK',
  ...more,
});

export const running = (type: string, id: string) =>
  task(type, id, { state: 'running', endedAt: undefined, status: undefined });

export const history = (
  tasks: ProxmoxTask[],
  more: Partial<TaskHistory> = {},
): TaskHistory => ({ tasks, unread: [], notAsked: [], ...more });

export const api = (...now: ProxmoxTask[]) =>
  new FakeSnapshotsApi({
    inventory: [
      snapshot(
        'homelab',
        inventory({
          nodes: [node('nexus'), node('forge')],
          guests: [guest(100, 'nexus', { name: 'web' })],
        }),
      ),
    ],
    tasks: [
      snapshot('homelab', {
        tasks: Object.fromEntries(now.map(each => [each.upid, each])),
      }),
    ],
  });

/** Where the history of the cluster `homelab` is. */
export const HISTORY = '/v1/tasks/homelab';
