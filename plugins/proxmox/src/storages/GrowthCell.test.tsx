import { fetchApiRef } from '@backstage/frontend-plugin-api';
import { TestApiProvider } from '@backstage/frontend-test-utils';
import { act, render, screen } from '@testing-library/react';
import { FakePortal, reading } from '../__testUtils__/FakePortal';
import {
  inventory,
  node,
  snapshot,
  sourceError,
  storage,
} from '../__testUtils__/fixtures';
import { GrowthCell } from './GrowthCell';
import { KnownGrowths } from './KnownGrowths';
import { storageRows } from './storageRows';

const PATH = '/v1/storages/homelab/nexus/nas/history';

const [row] = storageRows(
  [
    {
      snapshot: snapshot(
        'homelab',
        inventory({
          nodes: [node('nexus')],
          storages: [storage('nexus', 'nas')],
        }),
      ),
      isLoading: false,
    },
  ],
  new Date(),
  undefined,
);

function show(growths: KnownGrowths) {
  const error = sourceError('timeout', 'nexus took longer than 10 s.');
  const portal = new FakePortal({ [PATH]: reading(undefined, { error }) });
  render(
    <TestApiProvider apis={[[fetchApiRef, portal]]}>
      <GrowthCell row={row} growths={growths} />
    </TestApiProvider>,
  );
  return portal;
}

const pass = (seconds: number) =>
  act(() => jest.advanceTimersByTimeAsync(seconds * 1000));

beforeEach(() => {
  jest.useFakeTimers();
});
afterEach(() => {
  jest.useRealTimers();
});

it('does not ask again of a row that comes back into view, as long as what it knows is new', async () => {
  const growths = new KnownGrowths();
  growths.set(row, {
    words: 'in about 30 d',
    isReason: false,
    at: Date.now() - 60_000,
  });
  const { asked } = show(growths);
  expect(screen.getByText('in about 30 d')).toBeInTheDocument();
  await pass(28 * 60);
  expect(asked).toEqual([]);
  await pass(2 * 60);
  expect(asked).toHaveLength(1);
});

it('says why it is not known, in a file too', async () => {
  const growths = new KnownGrowths();
  expect(growths.textOf(row)).toBe('not asked for');
  show(growths);
  await pass(1);
  expect(screen.getByText('unknown')).toBeInTheDocument();
  expect(screen.getByText('nexus took longer than 10 s.')).toBeInTheDocument();
  expect(growths.textOf(row)).toBe('unknown: nexus took longer than 10 s.');
});
