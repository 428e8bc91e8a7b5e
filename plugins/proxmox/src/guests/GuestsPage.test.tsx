import { screen, waitFor, within } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { FakeSnapshotsApi } from '../__testUtils__/FakeSnapshotsApi';
import {
  ago,
  deadNode,
  gap,
  guest,
  inventory,
  node,
  snapshot,
  sourceError,
} from '../__testUtils__/fixtures';
import { renderPage } from '../__testUtils__/renderPage';
import { GuestsPage } from './GuestsPage';

const guests = [
  guest(100, 'nexus', { name: 'web', tags: ['prod'], pool: 'shop' }),
  guest(101, 'forge', { name: 'db', status: 'stopped', haState: 'started' }),
  guest(102, 'forge', { name: undefined, type: 'lxc', lock: 'backup' }),
  guest(900, 'nexus', { name: 'debian', template: true, status: 'stopped' }),
];

const homelab = snapshot(
  'homelab',
  inventory({ nodes: [node('nexus'), node('forge')], guests }),
);

const row = (name: string | RegExp) => screen.findByRole('row', { name });

/** The names in the order of the rows. */
const names = () =>
  screen
    .getAllByRole('rowheader')
    .map(cell => cell.querySelector('[title]')?.textContent);

it('shows each guest with what is known of it', async () => {
  renderPage(<GuestsPage />, new FakeSnapshotsApi({ inventory: [homelab] }));
  const web = await row(/^web/);
  expect(web).toHaveTextContent('VM · 100');
  expect(web).toHaveTextContent('running');
  expect(web).toHaveTextContent('2 h');
  expect(web).toHaveTextContent('1 of 4 GiB');
  expect(web).toHaveTextContent('prod');
  expect(web).toHaveTextContent('shop');
  expect(await row(/^db/)).toHaveTextContent('started');
  // A guest without a name has its vmid in the place of one.
  expect(await row(/^102/)).toHaveTextContent('locked: backup');
  expect(await row(/^debian/)).toHaveTextContent('VM template · 900');
  expect(names()).toEqual(['102', 'db', 'debian', 'web']);
  expect(screen.getByText(/^read/)).toHaveTextContent(/^read \d+ s ago$/);
});

it('keeps the guests of a dead node with their names, as last known', async () => {
  renderPage(
    <GuestsPage />,
    new FakeSnapshotsApi({
      inventory: [
        snapshot(
          'homelab',
          inventory({
            nodes: [deadNode('forge')],
            guests: [
              guest(101, 'forge', { name: 'db', lastKnownAt: ago(190) }),
            ],
          }),
        ),
      ],
    }),
  );
  const db = await row(/^db/);
  expect(db).toHaveTextContent('running · last known 3 min ago');
  // Its load then says nothing about now.
  expect(within(db).queryByRole('meter')).not.toBeInTheDocument();
});

it('marks all guests of a cluster out of reach, and none of the others', async () => {
  renderPage(
    <GuestsPage />,
    new FakeSnapshotsApi({
      inventory: [
        homelab,
        snapshot(
          'garage',
          inventory({ guests: [guest(7, 'g', { name: 'mail' })] }),
          {
            collectedAt: ago(310),
            error: sourceError('unreachable', 'No endpoint answers.'),
          },
        ),
      ],
    }),
  );
  expect(await row(/^mail/)).toHaveTextContent('last known 5 min ago');
  expect(await row(/^web/)).not.toHaveTextContent('last known');
  expect(screen.getByText('No endpoint answers.')).toBeInTheDocument();
  expect(screen.getByRole('columnheader', { name: 'Cluster' })).toBeVisible();
});

it('searches names, vmids, tags and nodes, and keeps the search in the address', async () => {
  renderPage(<GuestsPage />, new FakeSnapshotsApi({ inventory: [homelab] }));
  await row(/^web/);
  await userEvent.type(
    screen.getByRole('combobox', { name: 'Search' }),
    'PROD nexus',
  );
  await waitFor(() => expect(names()).toEqual(['web']));
  await waitFor(() =>
    expect(screen.getByLabelText('address')).toHaveTextContent('?q=PROD+nexus'),
  );
});

it('starts from the filters in the address, and offers to clear them', async () => {
  renderPage(
    <GuestsPage />,
    new FakeSnapshotsApi({ inventory: [homelab] }),
    '?status=stopped&node=nexus',
  );
  expect(
    await screen.findByText('No guests match the search and the filters.'),
  ).toBeInTheDocument();
  // They are a part of the search now.
  expect(screen.getByRole('combobox', { name: 'Search' })).toHaveValue(
    'status:stopped node:nexus',
  );
  await userEvent.click(
    screen.getByRole('button', { name: 'Clear all filters' }),
  );
  await row(/^web/);
  await waitFor(() =>
    expect(screen.getByLabelText('address')).toBeEmptyDOMElement(),
  );
});

it('filters by choice', async () => {
  renderPage(<GuestsPage />, new FakeSnapshotsApi({ inventory: [homelab] }));
  await row(/^web/);
  await userEvent.click(screen.getByRole('button', { name: /Type/ }));
  await userEvent.click(screen.getByRole('option', { name: 'Templates' }));
  await waitFor(() => expect(names()).toEqual(['debian']));
});

it('sorts by a column, with what is not known last', async () => {
  renderPage(<GuestsPage />, new FakeSnapshotsApi({ inventory: [homelab] }));
  await row(/^web/);
  await userEvent.click(screen.getByRole('button', { name: 'Pool' }));
  expect(names()[0]).toBe('web');
  await userEvent.click(screen.getByRole('button', { name: 'Pool' }));
  expect(names()[0]).toBe('web');
});

it('does not take what may not be read for nothing', async () => {
  renderPage(
    <GuestsPage />,
    new FakeSnapshotsApi({
      inventory: [
        snapshot('homelab', inventory({ nodes: [node('nexus')] }), {
          gaps: [
            gap(
              'guests',
              sourceError('forbidden', 'The token sees no guests.', [
                'VM.Audit on /vms',
              ]),
            ),
          ],
        }),
      ],
    }),
  );
  expect(await screen.findByText(/No guests can be shown/)).toBeInTheDocument();
  expect(screen.getByText('VM.Audit on /vms')).toBeInTheDocument();
});

it('does not say that none matches while a cluster could not be read', async () => {
  const error = sourceError('unreachable', 'Nobody answers.');
  renderPage(
    <GuestsPage />,
    new FakeSnapshotsApi({
      inventory: [homelab, snapshot('garage', undefined, { error })],
    }),
    '?q=nobody',
  );
  expect(
    await screen.findByText(
      'None of the guests that could be read so far matches the search and the filters.',
    ),
  ).toBeInTheDocument();
  expect(screen.queryByText(/^No guests match/)).toBeNull();
});

it('says so when there really are none', async () => {
  renderPage(
    <GuestsPage />,
    new FakeSnapshotsApi({ inventory: [snapshot('homelab', inventory({}))] }),
  );
  expect(await screen.findByText('There are no guests.')).toBeInTheDocument();
});

it('does not say that there are none to whoever may see only some', async () => {
  const data = { ...inventory({}), guestsPartial: true };
  renderPage(
    <GuestsPage />,
    new FakeSnapshotsApi({ inventory: [snapshot('homelab', data)] }),
  );
  expect(
    await screen.findByText('There are no guests that you may see.'),
  ).toBeInTheDocument();
});

it('renders what is in view of thousands of guests', async () => {
  const many = Array.from({ length: 2_000 }, (_, i) =>
    guest(100 + i, `n${i % 40}`),
  );
  renderPage(
    <GuestsPage />,
    new FakeSnapshotsApi({
      inventory: [snapshot('big', inventory({ guests: many }))],
    }),
    '?q=node%3An7',
  );
  await row(/^guest-107/);
  expect(screen.getAllByRole('rowheader').length).toBeLessThan(50);
  expect(screen.getByText('50 of 2,000 guests')).toBeInTheDocument();
  expect(screen.getByRole('grid')).toHaveAttribute('aria-rowcount', '51');
});

it('finds guests by the addresses that are known of them', async () => {
  renderPage(
    <GuestsPage />,
    new FakeSnapshotsApi({
      inventory: [homelab],
      addresses: [
        snapshot('homelab', {
          guests: {
            'qemu/101': {
              addresses: ['192.0.2.7'],
              from: 'agent' as const,
              readAt: ago(30),
            },
          },
        }),
      ],
    }),
    '?q=192.0.2.7',
  );
  await row(/^db/);
  expect(names()).toEqual(['db']);
});

it('narrows the search to a tag that is pressed, and widens it by its chip', async () => {
  renderPage(<GuestsPage />, new FakeSnapshotsApi({ inventory: [homelab] }));
  const web = await row(/^web/);
  await userEvent.click(within(web).getByRole('button', { name: 'prod' }));
  await waitFor(() => expect(names()).toEqual(['web']));
  expect(screen.getByRole('combobox', { name: 'Search' })).toHaveValue(
    'tag:prod',
  );
  await userEvent.click(
    screen.getByRole('button', { name: 'Remove the filter tag: prod' }),
  );
  await waitFor(() => expect(names()).toHaveLength(4));
});

it('leads to the page of a guest', async () => {
  renderPage(<GuestsPage />, new FakeSnapshotsApi({ inventory: [homelab] }));
  const web = await row(/^web/);
  expect(within(web).getByRole('link')).toHaveAttribute(
    'href',
    '/proxmox/guests/homelab/qemu/100',
  );
});
