import { screen, within } from '@testing-library/react';
import type {
  ProxmoxEndpoints,
  ProxmoxPrivileges,
  ProxmoxSnapshots,
} from '@reverb256/backstage-plugin-proxmox-common';
import type { Snapshot } from '@reverb256/backstage-plugin-infra-common';
import { FakeSnapshotsApi } from '../__testUtils__/FakeSnapshotsApi';
import { FakePortal, reading } from '../__testUtils__/FakePortal';
import { ago } from '../__testUtils__/fixtures';
import { renderPage } from '../__testUtils__/renderPage';
import { AccessPage } from './AccessPage';
import type { FeaturePrivileges } from './grants';

const feature = (
  token: 'read' | 'operate',
  title: string,
  state: FeaturePrivileges['state'],
  needs: FeaturePrivileges['needs'],
  risk?: string,
): FeaturePrivileges => ({
  feature: title,
  title,
  token,
  state,
  needs,
  ...(risk && { risk }),
});

const privileges: ProxmoxPrivileges = {
  version: '9.2.11',
  tokens: {
    read: {
      token: 'ctrl@pve!portal',
      missing: [],
      excess: ['VM.Allocate on /vms', 'Sys.PowerMgmt on /'],
      exceptOn: ['VM.Audit on /vms/140'],
    },
    operate: { token: 'ctrl@pve!operate', missing: [], excess: [] },
  },
  features: [
    feature('read', 'Guests', 'works', [
      { anyOf: ['VM.Audit'], path: '/vms', state: 'has' },
    ]),
    feature(
      'read',
      'Pending updates',
      'missing',
      [{ anyOf: ['Sys.Modify'], path: '/nodes', state: 'missing' }],
      'It permits much more.',
    ),
    feature('operate', 'Power', 'some', [
      {
        anyOf: ['VM.PowerMgmt'],
        path: '/vms',
        state: 'some',
        on: ['VM.PowerMgmt on /pool/web'],
      },
    ]),
    feature('operate', 'Migrate', 'missing', [
      { anyOf: ['VM.Migrate'], path: '/vms', state: 'missing' },
    ]),
  ],
};

const render = (
  data: ProxmoxPrivileges | undefined = privileges,
  endpoints: ProxmoxEndpoints['endpoints'] = [],
  mayOperate = false,
) => {
  const snapshot: Snapshot<ProxmoxSnapshots['privileges']> = {
    source: 'home',
    title: 'Home cluster',
    version: 'v1',
    collectedAt: ago(60),
    attemptedAt: ago(60),
    intervalSeconds: 300,
    gaps: [],
    data,
  };
  renderPage(
    <AccessPage />,
    new FakeSnapshotsApi({ privileges: [snapshot] }),
    '',
    {
      mayOperate,
      portal: new FakePortal({
        '/v1/endpoints/home': reading({ endpoints }),
      }),
    },
  );
};

const row = (name: RegExp) => screen.findByRole('row', { name });

it('says of each feature whether the token has what it needs', async () => {
  render();
  expect(await row(/Guests/)).toHaveTextContent('Has itVM.Audit on /vms');
  expect(await row(/Pending updates/)).toHaveTextContent(
    'LacksSys.Modify on /nodesIt permits much more.',
  );
  expect(await row(/Power/)).toHaveTextContent(
    'On some guestsVM.PowerMgmt on /vmsLimited to /pool/web',
  );
});

it('names what the token has and nobody needs, and what is hidden from it', async () => {
  render();
  const read = await screen.findByRole('region', { name: 'Token that reads' });
  expect(read).toHaveTextContent('ctrl@pve!portal');
  expect(read).toHaveTextContent('It has what nobody needs: 2 privileges');
  expect(read).toHaveTextContent('Sys.PowerMgmt on /');
  expect(read).toHaveTextContent('hides from it what is at/vms/140');
  const operate = screen.getByRole('region', { name: 'Token that changes' });
  expect(operate).toHaveTextContent('no privilege that nobody needs');
});

it('gives the commands for what is missing, and none for what permits much more', async () => {
  render();
  const operate = await screen.findByRole('region', {
    name: 'Token that changes',
  });
  expect(within(operate).getByLabelText('Commands')).toHaveTextContent(
    "pveum role add PortalOperateVms --privs 'VM.Migrate' 2>/dev/null || pveum role modify PortalOperateVms --append 1 --privs 'VM.Migrate'",
  );
  const read = screen.getByRole('region', { name: 'Token that reads' });
  expect(within(read).queryByLabelText('Commands')).toBeNull();
});

it('says that nothing can be changed without a token for that', async () => {
  render({ ...privileges, tokens: { read: privileges.tokens.read } });
  expect(
    await screen.findByText(/No token for changes is configured/),
  ).toBeInTheDocument();
});

it('does not take a token that could not be asked for one that is not there', async () => {
  render({
    tokens: { read: privileges.tokens.read },
    features: [
      feature('operate', 'Migrate', 'unknown', [
        { anyOf: ['VM.Migrate'], path: '/vms', state: 'unknown' },
      ]),
    ],
  });
  expect(await row(/Migrate/)).toHaveTextContent('Not known');
  expect(screen.getByText('What it may do could not be read.')).toBeVisible();
});

describe('the endpoints', () => {
  const print = (pair: string) => Array(32).fill(pair).join(':');
  const url = 'https://nexus:8006';
  const shows: ProxmoxEndpoints['endpoints'][number] = {
    url,
    state: 'failing',
    askedAt: ago(5),
    error: 'It shows another certificate than the pinned one.',
    pinned: print('AA'),
    presented: print('BB'),
  };

  it('offers to accept another certificate to those who may change anything', async () => {
    // To the others it is not: the button's own tests have that.
    render(privileges, [shows], true);
    expect(await screen.findByText(print('BB'))).toBeInTheDocument();
    expect(
      await screen.findByRole('button', { name: 'Accept certificate' }),
    ).toBeInTheDocument();
  });

  it('says which one was accepted, which answers, and which was not asked', async () => {
    render(privileges, [
      {
        url,
        state: 'ok',
        askedAt: ago(5),
        pinned: print('BB'),
        accepted: { acceptedAt: ago(3700), runId: 'r' },
      },
      { url: 'https://forge:8006', state: 'ok' },
    ]);
    await screen.findByText('https://forge:8006');
    const items = screen.getAllByRole('listitem');
    const text = (part: string) =>
      items.find(item => item.textContent?.includes(part))!;
    expect(text(url)).toHaveTextContent('Answers');
    expect(text(url)).toHaveTextContent(/accepted 1 h ago in place of/);
    expect(text('forge')).toHaveTextContent('In reserve, not asked yet');
  });
});
