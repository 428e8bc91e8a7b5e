import { renderInTestApp } from '@backstage/frontend-test-utils';
import type {
  Gap,
  Snapshot,
  SourceError,
} from '@reverb256/backstage-plugin-infra-common';
import { screen } from '@testing-library/react';
import type { PortalProblem } from '../client';
import { SnapshotView } from './SnapshotView';

type Guests = { guests: string[] };

const answeredAt = new Date();
const ago = (seconds: number) =>
  new Date(answeredAt.getTime() - seconds * 1000).toISOString();

const fresh: Snapshot<Guests> = {
  source: 'homelab',
  title: 'Homelab',
  version: '1',
  collectedAt: ago(5),
  intervalSeconds: 10,
  gaps: [],
  data: { guests: ['web'] },
};

const error = (
  kind: SourceError['kind'],
  more?: Partial<SourceError>,
): SourceError => ({
  kind,
  message: `The words of ${kind}.`,
  since: ago(300),
  ...more,
});

const gap = (path: string, more?: Partial<SourceError>): Gap => ({
  path,
  error: error('forbidden', { message: `No ${path}.`, ...more }),
});

const show = (
  snapshot: Snapshot<Guests>,
  more: {
    problem?: PortalProblem;
    portal?: PortalProblem;
    isLoading?: boolean;
  } = {},
) =>
  renderInTestApp(
    <SnapshotView
      source={{ snapshot, isLoading: false, ...more }}
      portal={more.portal}
      answeredAt={answeredAt}
      skeleton={<p>skeleton</p>}
      isEmpty={data => data.guests.length === 0}
      empty={<p>There are no guests.</p>}
    >
      {data => <p>Guests: {data.guests.join()}</p>}
    </SnapshotView>,
  );

it('shows fresh data and nothing beside it', async () => {
  show(fresh);
  expect(await screen.findByText('Guests: web')).toBeInTheDocument();
  expect(screen.queryByRole('status')).not.toBeInTheDocument();
});

it.each([
  ['unreachable', 'Homelab cannot be reached'],
  ['untrusted', 'Homelab shows a certificate that is not trusted'],
  ['unauthorized', "Homelab does not accept the portal's credentials"],
  ['forbidden', "The portal's credentials may not read Homelab"],
  ['rejected', 'Homelab refused to answer'],
  ['invalid', 'The answer of Homelab is not understood'],
  ['timeout', 'Homelab does not answer in time'],
] as const)(
  'says that a source is %s, why and since when, above the last data',
  async (kind, title) => {
    show({ ...fresh, collectedAt: ago(310), error: error(kind) });
    expect(await screen.findByRole('status')).toHaveTextContent(title);
    expect(screen.getByText(`The words of ${kind}.`)).toBeInTheDocument();
    expect(screen.getByText(/^Since .* UTC/)).toHaveTextContent('5 min ago');
    expect(screen.getByText('Below is what was known')).toBeInTheDocument();
    expect(screen.getByText('Guests: web')).toBeInTheDocument();
  },
);

it('names the privilege that is missing', async () => {
  show({
    ...fresh,
    data: undefined,
    error: error('forbidden', { missing: ['Sys.Audit on /'] }),
  });
  expect(await screen.findByText('Sys.Audit on /')).toBeInTheDocument();
  expect(screen.queryByText('Below is what was known')).not.toBeInTheDocument();
  expect(screen.queryByText('skeleton')).not.toBeInTheDocument();
});

it('shows that the collector stands still', async () => {
  show({ ...fresh, collectedAt: ago(45) });
  expect(await screen.findByRole('status')).toHaveTextContent(
    'Homelab has not been read for a while',
  );
  expect(screen.getByText('Guests: web')).toBeInTheDocument();
});

it('lists the parts that are missing, and calls the rest not old', async () => {
  show({
    ...fresh,
    gaps: [gap('nodes/forge', { missing: ['Sys.Audit'] }), gap('storages')],
  });
  expect(await screen.findByRole('status')).toHaveTextContent(
    'Homelab is shown only in part',
  );
  expect(screen.getByText('nodes/forge').closest('li')).toHaveTextContent(
    'nodes/forge: No nodes/forge.',
  );
  expect(screen.getByText('Sys.Audit')).toBeInTheDocument();
  expect(screen.queryByText('Below is what was known')).not.toBeInTheDocument();
});

it('counts gaps that are too many to read', async () => {
  show({
    ...fresh,
    gaps: Array.from({ length: 40 }, (_, i) => gap(`nodes/n${i}`)),
  });
  expect(await screen.findByText('and 35 more')).toBeInTheDocument();
});

it('waits for a source that has not been read yet', async () => {
  show({ ...fresh, version: '', collectedAt: undefined, data: undefined });
  expect(await screen.findByRole('status')).toHaveTextContent(
    'Homelab has not been read yet',
  );
  expect(screen.getByText('skeleton')).toBeInTheDocument();
});

it('waits without a word for a body that is on the way', async () => {
  show({ ...fresh, data: undefined }, { isLoading: true });
  expect(await screen.findByText('skeleton')).toBeInTheDocument();
  expect(screen.queryByRole('status')).not.toBeInTheDocument();
});

it('tells nothing from nothing known', async () => {
  show({ ...fresh, data: { guests: [] } });
  expect(await screen.findByText('There are no guests.')).toBeInTheDocument();
});

it.each([
  ['unreachable', 'The portal does not answer'],
  ['signed-out', 'You are no longer signed in'],
  ['not-allowed', 'You may not see Homelab'],
  ['not-found', 'The portal does not know Homelab'],
  ['failed', 'The portal failed to answer about Homelab'],
  ['invalid', "The portal's answer is not understood"],
] as const)('says that the portal is %s', async (kind, title) => {
  show(fresh, { problem: { kind, message: 'Words.', since: ago(60) } });
  expect(await screen.findByRole('status')).toHaveTextContent(title);
  expect(screen.getByText('Words.')).toBeInTheDocument();
  expect(screen.getByText(/^Since/)).toHaveTextContent('1 min ago');
});

it('judges the age by when the portal answered, not by now, and says that the portal is silent', async () => {
  show(fresh, {
    portal: { kind: 'unreachable', message: 'Failed.', since: ago(1) },
  });
  expect(await screen.findByRole('status')).toHaveTextContent(
    'The portal does not answer',
  );
});
