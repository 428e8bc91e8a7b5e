import { screen, waitFor } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { ago, FakeInfra, run } from '../__testUtils__/FakeInfra';
import { renderPage } from '../__testUtils__/renderPage';
import { RunsPage } from './RunsPage';

const row = (name: RegExp) => screen.findByRole('row', { name });

function backendWith(...items: object[]): FakeInfra {
  const backend = new FakeInfra();
  backend.answers = { 'GET infra/runs': { items, unknown: [] } };
  return backend;
}

const failed = run({
  id: 'r2',
  title: 'Start db (VM 101)',
  state: 'failed',
  actor: 'user:default/admin',
  origin: 'template',
  createdAt: ago(600),
  endedAt: ago(590),
});

it('shows all runs, finds some, and opens their log', async () => {
  const backend = backendWith(run(), failed);
  backend.answers['GET proxmox/runs/r2/log'] = { run: failed, lines: [] };
  renderPage(<RunsPage />, backend);
  expect(await row(/^Shut down web/)).toHaveTextContent('Running');
  const db = await row(/^Start db/);
  expect(db).toHaveTextContent('Failed');
  expect(db).toHaveTextContent('admin from a template');
  expect(db).toHaveTextContent('10 s');

  await userEvent.type(screen.getByRole('searchbox'), 'admin failed');
  await waitFor(() =>
    expect(screen.queryByRole('row', { name: /^Shut down web/ })).toBeNull(),
  );
  await userEvent.click(await row(/^Start db/));
  expect(await screen.findByText('Nothing was written.')).toBeInTheDocument();
});

it('asks for what the filters in the address say', async () => {
  const backend = backendWith(run());
  renderPage(<RunsPage />, backend, { search: '?state=ended&who=mine' });
  await waitFor(() =>
    expect(backend.requests).toContain(
      'GET infra/runs?active=false&actor=user%3Adefault%2Foperator&limit=100',
    ),
  );
});

it('opens the run that a link names', async () => {
  const backend = backendWith(failed);
  backend.answers['GET proxmox/runs/r2/log'] = {
    run: failed,
    lines: [{ n: 1, at: ago(599), text: 'no such disk' }],
  };
  renderPage(<RunsPage />, backend, { search: '?run=proxmox%2Fr2' });
  expect(await screen.findByText('no such disk')).toBeInTheDocument();
  await userEvent.keyboard('{Escape}');
  await waitFor(() =>
    expect(screen.getByLabelText('address')).toBeEmptyDOMElement(),
  );
});

it('shows older ones on demand, until there are no more', async () => {
  const newest = Array.from({ length: 100 }, (_, i) =>
    run({ id: `n${i}`, title: `Run ${i}`, createdAt: ago(i) }),
  );
  const backend = backendWith(...newest);
  renderPage(<RunsPage />, backend);
  const before = encodeURIComponent(`${newest[99].createdAt}/n99`);
  backend.answers[`GET infra/runs?limit=100&before=${before}`] = {
    items: [run({ id: 'o1', title: 'An older run', createdAt: ago(999) })],
    unknown: [],
  };
  expect(await screen.findByText('100 runs so far')).toBeInTheDocument();
  await userEvent.click(
    await screen.findByRole('button', { name: 'Show older runs' }),
  );
  expect(await screen.findByText('101 runs')).toBeInTheDocument();
  expect(screen.queryByRole('button', { name: 'Show older runs' })).toBeNull();
});

it('goes on from where nobody has looked, though a page is not full', async () => {
  const backend = backendWith();
  const place = `${ago(500)}/hidden`;
  backend.answers['GET infra/runs'] = {
    items: [run({ id: 'n1', title: 'A run' })],
    next: place,
    unknown: [],
  };
  backend.answers[
    `GET infra/runs?limit=100&before=${encodeURIComponent(place)}`
  ] = {
    items: [run({ id: 'o1', title: 'An older run', createdAt: ago(999) })],
    unknown: [],
  };
  renderPage(<RunsPage />, backend);
  await userEvent.click(
    await screen.findByRole('button', { name: 'Show older runs' }),
  );
  expect(await screen.findByText('2 runs')).toBeInTheDocument();
  expect(screen.queryByRole('button', { name: 'Show older runs' })).toBeNull();
});

it('does not take what is not known for nothing', async () => {
  const backend = backendWith();
  backend.answers['GET infra/runs'] = {
    items: [],
    unknown: [{ pluginId: 'proxmox', message: 'It does not answer.' }],
  };
  renderPage(<RunsPage />, backend);
  expect(await screen.findByText('Not all runs are known')).toBeVisible();
  expect(screen.getByText(/It does not answer\./)).toBeInTheDocument();
});

it('says why there is nothing to see', async () => {
  const backend = backendWith();
  backend.answers['GET infra/runs'] = { status: 403, message: 'Not you.' };
  renderPage(<RunsPage />, backend);
  expect(
    await screen.findAllByText('You may not see the runs'),
  ).not.toHaveLength(0);
  expect(screen.getByText('Not you.')).toBeInTheDocument();
});
