import type {
  ProxmoxTask,
  TaskHistory,
} from '@reverb256/backstage-plugin-proxmox-common';
import { joinHistory } from './joinHistory';

const task = (
  upid: string,
  minute: number,
  state: ProxmoxTask['state'] = 'succeeded',
): ProxmoxTask => ({
  upid,
  node: 'nexus',
  type: 'qmstart',
  user: 'root@pam',
  startedAt: `2026-11-24T06:0${minute}:00.000Z`,
  state,
});

const answer = (more: Partial<TaskHistory>): TaskHistory => ({
  tasks: [],
  unread: [],
  notAsked: [],
  ...more,
});

const error = {
  kind: 'timeout' as const,
  message: 'forge took longer than 10 s.',
  since: '2026-11-24T06:00:00.000Z',
};

it('has each task once, as the newer answer tells, the newest first', () => {
  const { tasks } = joinHistory([
    answer({ tasks: [task('c', 3), task('b', 2)] }),
    answer({ tasks: [task('b', 2, 'running'), task('a', 1)] }),
  ]);
  expect(tasks.map(({ upid }) => upid)).toEqual(['c', 'b', 'a']);
  expect(tasks[1].state).toBe('succeeded');
});

it('keeps tasks of one second in one order', () => {
  const [x, y] = [task('x', 1), task('y', 1)];
  expect(joinHistory([answer({ tasks: [y, x] })]).tasks).toEqual([x, y]);
});

it('names a node that did not answer in one of them', () => {
  const joined = joinHistory([
    answer({}),
    answer({ unread: [{ node: 'forge', error }], notAsked: ['n17'] }),
    answer({ unread: [{ node: 'forge', error }], notAsked: ['n17'] }),
  ]);
  expect(joined.unread).toEqual([{ node: 'forge', error }]);
  expect(joined.notAsked).toEqual(['n17']);
});
