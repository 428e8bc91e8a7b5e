import { mockCredentials } from '@backstage/backend-test-utils';
import type { Run } from '@reverb256/backstage-plugin-infra-common';
import { getRun } from './get-run';
import { VisibleRuns } from './visible-runs';

const ann = mockCredentials.user('user:default/ann');

const run = {
  id: 'r1',
  title: 'Start 2 guests',
  resource: { type: 'lamps', id: 'a,b', title: '2 lamps' },
  actor: 'user:default/otto',
  state: 'failed',
  error: { kind: 'task', message: '1 of 2 are lit.' },
  output: { succeeded: 1, word: 'lit' },
  createdAt: '2026-11-24T03:00:00.000Z',
} as unknown as Run;

function toolOn(lines: number, isVisible = true) {
  const store = {
    get: async (id: string) => (id === 'r1' ? run : undefined),
    list: async () => [],
    lastLines: async (_: string, count: number) =>
      Array.from({ length: Math.min(count, lines) }, (__, n) => ({
        n: lines - count + n + 1,
        at: run.createdAt,
        text: `line ${lines - count + n + 1}`,
      })),
    log: async () => [],
  };
  const view = async (resources: readonly unknown[]) =>
    resources.map(() => isVisible);
  return getRun(new VisibleRuns(store, view), store);
}

it('tells how a run ended, with the end of its log', async () => {
  const told = await toolOn(2_005).read({ runId: 'r1' }, ann);
  expect(told).toMatchObject({
    runId: 'r1',
    state: 'failed',
    error: '1 of 2 are lit.',
    output: { succeeded: '1', word: 'lit' },
  });
  expect(told.log).toHaveLength(20);
  expect((told.log as string[]).at(-1)).toBe('line 2005');
});

it.each([
  ['there is none', 'r2', true],
  ['they may not see it', 'r1', false],
])('tells the same when %s', async (_, runId, isVisible) => {
  await expect(toolOn(0, isVisible).read({ runId }, ann)).rejects.toThrow(
    `There is no run ${runId}`,
  );
});
