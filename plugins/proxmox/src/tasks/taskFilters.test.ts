import { guest } from '../__testUtils__/fixtures';
import { guestOf, taskQuery, type TaskFilters } from './taskFilters';

const guests = Object.fromEntries(
  [
    guest(100, 'nexus', { name: 'Web' }),
    guest(201, 'nexus', { type: 'lxc', name: 'dns' }),
  ].map(each => [each.id, each]),
);

it.each([
  ['100', 'qemu/100'],
  ['201', 'lxc/201'],
  [' lxc/201 ', 'lxc/201'],
  ['QEMU/7', 'qemu/7'],
  ['web', 'qemu/100'],
  // It was destroyed, and its tasks are still there.
  ['999', 'qemu/999'],
  ['nobody', undefined],
  ['', undefined],
])('takes %j for the guest %s', (text, id) => {
  expect(guestOf(text, guests)).toBe(id);
});

const none: TaskFilters = {
  cluster: '',
  node: '',
  guest: '',
  type: '',
  user: '',
  state: '',
  since: '',
};

it('asks only for what is chosen', () => {
  expect(taskQuery('lab', none, undefined)).toEqual({ cluster: 'lab' });
  expect(
    taskQuery(
      'lab',
      {
        ...none,
        node: 'forge',
        user: ' root@pam',
        state: 'failed',
        since: 'day',
      },
      'qemu/100',
    ),
  ).toEqual({
    cluster: 'lab',
    nodes: ['forge'],
    guest: 'qemu/100',
    user: 'root@pam',
    isFailed: true,
    sinceSeconds: 86_400,
  });
});
