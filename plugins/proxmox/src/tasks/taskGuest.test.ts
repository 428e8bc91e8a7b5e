import { guest } from '../__testUtils__/fixtures';
import { task } from '../__testUtils__/tasks';
import { guestsByVmid, taskGuest } from './taskGuest';

const guests = guestsByVmid({
  'qemu/100': guest(100, 'nexus'),
  'lxc/101': guest(101, 'nexus', { type: 'lxc' }),
});

it.each([
  ['qmstart', '100', 'qemu/100'],
  ['vzdump', '100', 'qemu/100'],
  ['vzdump', '101', 'lxc/101'],
  ['vzstart', '101', 'lxc/101'],
  // The number was another guest's then.
  ['qmdestroy', '101', undefined],
  ['vzdestroy', '100', undefined],
  ['qmstart', '999', undefined],
  ['srvreload', 'pveproxy', undefined],
  ['aptupdate', '', undefined],
])('takes %s of %s for a task about %s', (type, id, found) => {
  expect(taskGuest(task(type, id), guests)?.id).toBe(found);
});
