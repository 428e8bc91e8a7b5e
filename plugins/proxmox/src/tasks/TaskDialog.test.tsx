import { screen, waitFor, within } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { FakePortal } from '../__testUtils__/FakePortal';
import { renderPage } from '../__testUtils__/renderPage';
import { api, history, HISTORY, running, task } from '../__testUtils__/tasks';
import { TasksPage } from './TasksPage';

// Permissions are remembered from one test to the next: this is of somebody who may stop tasks.

it('follows the log of a task to its end, and stops asking', async () => {
  const { upid } = task('qmigrate', '100');
  let isOver = false;
  const portal = new FakePortal({
    [HISTORY]: history([]),
    [`/v1/tasks/homelab/${upid}/log`]: query => {
      const after = Number(query.get('after'));
      const all = isOver ? ['one', 'two', 'TASK OK'] : ['one'];
      return {
        task: isOver ? task('qmigrate', '100') : running('qmigrate', '100'),
        lines: all.slice(after),
        next: all.length,
      };
    },
  });
  await renderPage(<TasksPage />, api(running('qmigrate', '100')), '', {
    portal,
    mayOperate: true,
  });
  await userEvent.click(await screen.findByText('Migrate VM 100'));
  const dialog = within(await screen.findByRole('dialog'));
  expect(await dialog.findByText('one')).toBeVisible();
  expect(await dialog.findByRole('button', { name: 'Stop…' })).toBeVisible();
  isOver = true;
  expect(await dialog.findByText('TASK OK')).toBeVisible();
  await waitFor(() =>
    expect(dialog.queryByRole('button', { name: 'Stop…' })).toBeNull(),
  );
  const lines = dialog.getAllByRole('listitem').map(line => line.textContent);
  expect(lines).toEqual(['one', 'two', 'TASK OK']);
  const logs = () => portal.asked.filter(path => path.includes('/log'));
  // The last time after the end, when there was nothing more.
  await waitFor(() => expect(logs().at(-1)).toContain('after=3'));
});
