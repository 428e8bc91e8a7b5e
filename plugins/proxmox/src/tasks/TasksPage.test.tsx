import { screen, waitFor, within } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { FakePortal } from '../__testUtils__/FakePortal';
import { FakeSnapshotsApi } from '../__testUtils__/FakeSnapshotsApi';
import {
  ago,
  inventory,
  node,
  snapshot,
  sourceError,
} from '../__testUtils__/fixtures';
import { renderPage } from '../__testUtils__/renderPage';
import { api, history, HISTORY, running, task } from '../__testUtils__/tasks';
import { TasksPage } from './TasksPage';

const part = (name: string) => within(screen.getByRole('region', { name }));

it('shows what runs now, and what nodes did, in words beside Proxmox’s own', async () => {
  const portal = new FakePortal({
    [HISTORY]: history([
      task('vzdump', '100', { state: 'failed', status: 'storage is full' }),
    ]),
  });
  await renderPage(
    <TasksPage />,
    api(running('qmigrate', '100'), task('qmstart', '100')),
    '',
    { portal },
  );
  const now = part('Running now');
  expect(await now.findByText('Migrate VM 100')).toBeInTheDocument();
  // It has ended.
  expect(now.queryByText('Start VM 100')).toBeNull();
  const row = await part('History').findByRole('row', { name: /Back up/ });
  expect(row).toHaveTextContent('Back up guest 100');
  expect(row).toHaveTextContent('vzdump');
  expect(within(row).getByRole('link', { name: 'web' })).toHaveAttribute(
    'href',
    '/proxmox/guests/homelab/qemu/100',
  );
  expect(row).toHaveTextContent('failed');
  expect(row).toHaveTextContent('storage is full');
});

it('does not say that nothing runs of what was read an hour ago', async () => {
  const portal = new FakePortal({ [HISTORY]: history([]) });
  const snapshots = api();
  const [tasks] = snapshots.read('tasks').sources!;
  const error = sourceError('unreachable', 'Nobody answers.');
  snapshots.give({
    inventory: snapshots.read('inventory').sources!.map(each => each.snapshot),
    tasks: [{ ...tasks.snapshot, error, collectedAt: ago(3_600) }],
  });
  await renderPage(<TasksPage />, snapshots, '', { portal });
  const now = part('Running now');
  expect(await now.findByText(/^None that is known/)).toBeVisible();
  expect(now.queryByText('Nothing runs just now.')).toBeNull();
});

it('says which nodes did not tell, and does not call that nothing', async () => {
  const error = sourceError('timeout', 'forge took longer than 10 s.');
  const portal = new FakePortal({
    [HISTORY]: history([], {
      unread: [{ node: 'forge', error }],
      notAsked: ['n17', 'n18'],
    }),
  });
  await renderPage(<TasksPage />, api(), '', { portal });
  const past = part('History');
  expect(await past.findByText('Not all tasks are known')).toBeVisible();
  expect(past.getByText(/did not tell/)).toHaveTextContent(
    'forge did not tell: forge took longer than 10 s.',
  );
  expect(past.getByText(/n17, n18/)).toBeVisible();
  expect(past.getByText('The nodes that answered have none.')).toBeVisible();
});

it('asks for what the address filters by', async () => {
  const portal = new FakePortal({ [HISTORY]: history([]) });
  await renderPage(
    <TasksPage />,
    api(),
    '?node=forge&guest=web&type=qmstart&user=root%40pam&state=failed&since=hour',
    { portal },
  );
  expect(
    await part('History').findByText('No tasks match the filters.'),
  ).toBeVisible();
  const query = new URL(`http://x${portal.asked[0]}`).searchParams;
  const since = Date.parse(query.get('since')!);
  expect(Math.abs(Date.now() - 3_600_000 - since)).toBeLessThan(60_000);
  query.delete('since');
  expect(query.toString()).toBe(
    'guest=qemu%2F100&type=qmstart&user=root%40pam&failed=true&limit=50&nodes=forge',
  );
  await userEvent.click(screen.getByRole('button', { name: /Clear all/ }));
  await waitFor(() => expect(portal.asked.at(-1)).toBe(`${HISTORY}?limit=50`));
});

it('asks nothing about a guest that nobody knows', async () => {
  const portal = new FakePortal({ [HISTORY]: history([]) });
  await renderPage(<TasksPage />, api(), '?guest=nobody', { portal });
  expect(await screen.findByText(/No guest of this cluster/)).toBeVisible();
  expect(portal.asked).toEqual([]);
});

it('lets somebody type on while no guest is called so yet', async () => {
  const portal = new FakePortal({ [HISTORY]: history([]) });
  await renderPage(<TasksPage />, api(), '', { portal });
  await part('History').findByText('There are no tasks.');
  const field = screen.getByRole('textbox', { name: 'Guest' });
  await userEvent.type(field, 'we');
  expect(await screen.findByText(/No guest of this cluster/)).toBeVisible();
  expect(field).toHaveFocus();
  await userEvent.type(field, 'b');
  await waitFor(() =>
    expect(screen.queryByText(/No guest of this cluster/)).toBeNull(),
  );
  expect(field).toHaveFocus();
  expect(field).toHaveValue('web');
});

it('shows each cluster once, and tells those apart that are called the same', async () => {
  const known = inventory({ nodes: [node('nexus')] });
  const title = 'Lab';
  await renderPage(
    <TasksPage />,
    new FakeSnapshotsApi({
      inventory: [
        snapshot('north', known, { title }),
        snapshot('south', known, { title }),
      ],
    }),
    '?cluster=north',
    { portal: new FakePortal({ '/v1/tasks/north': history([]) }) },
  );
  await userEvent.click(
    await screen.findByRole('button', { name: /Lab \(north\)/ }),
  );
  const options = await screen.findAllByRole('option');
  expect(options.map(option => option.textContent)).toEqual([
    'Lab (north)',
    'Lab (south)',
  ]);
});

it('goes on where the last answer ended, and keeps what it has when that fails', async () => {
  const before = ago(9_000);
  const portal = new FakePortal({
    [HISTORY]: query =>
      query.get('before') === before
        ? history([task('qmstop', '100', { startedAt: ago(9_999) })])
        : history([task('qmstart', '100')], { next: before }),
  });
  await renderPage(<TasksPage />, api(), '', { portal });
  const past = part('History');
  await past.findByText('Start VM 100');
  const more = past.getByRole('button', { name: 'Show older tasks' });
  const { answers } = portal;
  const works = answers[HISTORY];
  answers[HISTORY] = { status: 503, message: 'The backend starts.' };
  await userEvent.click(more);
  expect(await past.findByText(/The backend starts/)).toBeVisible();
  expect(past.getByText('Start VM 100')).toBeVisible();
  answers[HISTORY] = works;
  await userEvent.click(more);
  expect(await past.findByText('Stop VM 100')).toBeVisible();
  const rows = past.getAllByRole('row').map(row => row.textContent);
  expect(rows[1]).toMatch('Start VM 100');
  expect(rows[2]).toMatch('Stop VM 100');
  // There is nothing older.
  await waitFor(() => expect(more).not.toBeInTheDocument());
});

it('offers to stop a task only to whoever may, in the dialog of the action', async () => {
  const { upid } = task('vzdump', '100');
  const answers = {
    [HISTORY]: history([]),
    [`/v1/tasks/homelab/${upid}/log`]: {
      task: running('vzdump', '100'),
      lines: [],
      next: 0,
    },
  };
  await renderPage(<TasksPage />, api(running('vzdump', '100')), '', {
    portal: new FakePortal(answers),
  });
  await userEvent.click(await screen.findByText('Back up guest 100'));
  const dialog = within(await screen.findByRole('dialog'));
  expect(await dialog.findByText('No lines yet.')).toBeVisible();
  expect(dialog.queryByRole('button', { name: 'Stop…' })).toBeNull();
});

it('sorts what nodes did only when all of it is there', async () => {
  const old = ago(9_000);
  const portal = new FakePortal({
    [HISTORY]: query =>
      query.get('before')
        ? history([task('qmstop', '100', { startedAt: ago(9_999) })])
        : history([task('vzdump', '100')], { next: old }),
  });
  await renderPage(<TasksPage />, api(), '', { portal });
  const past = part('History');
  await past.findByText('1 task so far');
  expect(past.getByRole('columnheader', { name: 'Task' })).toBeVisible();
  expect(past.queryByRole('button', { name: /^Task/ })).toBeNull();
  await userEvent.click(past.getByRole('button', { name: 'Show older tasks' }));
  await past.findByText('2 tasks');
  const titles = () => past.getAllByText(/VM 100$|guest 100$/);
  expect(titles()[0]).toHaveTextContent('Back up guest 100');
  const head = past.getByRole('columnheader', { name: /^Task/ });
  await userEvent.click(within(head).getByRole('button'));
  await userEvent.click(within(head).getByRole('button'));
  await waitFor(() => expect(titles()[0]).toHaveTextContent('Stop VM 100'));
});

it('leads to the guest from the log of a task too', async () => {
  const { upid } = task('vzdump', '100');
  const portal = new FakePortal({
    [HISTORY]: history([]),
    [`/v1/tasks/homelab/${upid}/log`]: {
      task: running('vzdump', '100'),
      lines: [],
      next: 0,
    },
  });
  await renderPage(<TasksPage />, api(running('vzdump', '100')), '', {
    portal,
  });
  await userEvent.click(await screen.findByText('Back up guest 100'));
  const dialog = within(await screen.findByRole('dialog'));
  expect(dialog.getByRole('link', { name: 'web' })).toHaveAttribute(
    'href',
    '/proxmox/guests/homelab/qemu/100',
  );
});
