import { taskTitle, taskTypeOptions } from './taskWords';

it.each([
  [{ type: 'qmstart', id: '100' }, 'Start VM 100'],
  [{ type: 'vzrollback', id: '201' }, 'Roll back CT 201'],
  [{ type: 'hamigrate', id: '100' }, 'Ask HA to migrate guest 100'],
  [{ type: 'srvrestart', id: 'pveproxy' }, 'Restart service pveproxy'],
  [{ type: 'aptupdate' }, 'Refresh the package lists'],
  [{ type: 'vzdump', id: '100' }, 'Back up guest 100'],
  [{ type: 'vzdump' }, 'Run a backup job'],
  [{ type: 'vzdump', id: '' }, 'Run a backup job'],
  // As nobody knows what it does, nothing is made up.
  [{ type: 'frobnicate', id: '7' }, 'frobnicate 7'],
  // A name of Object.prototype is a type like any other.
  [{ type: 'constructor' }, 'constructor'],
])('says what %j does', (task, title) => {
  expect(taskTitle(task)).toBe(title);
});

it('offers each type once, with Proxmox’s own word beside', () => {
  const values = taskTypeOptions.map(({ value }) => value);
  expect(new Set(values).size).toBe(values.length);
  expect(taskTypeOptions).toContainEqual({
    value: 'qmigrate',
    label: 'Migrate VM (qmigrate)',
  });
});
