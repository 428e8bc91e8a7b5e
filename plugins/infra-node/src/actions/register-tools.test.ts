import { mockCredentials } from '@backstage/backend-test-utils';
import { actionsRegistryServiceMock } from '@backstage/backend-test-utils/alpha';
import type { Run, RunState } from '@reverb256/backstage-plugin-infra-common';
import { FakeUpstream, switchLamp } from '../runs/__testUtils__/fakeAction';
import { registerTools } from './register-tools';

const runIn = (state: RunState, message?: string): Run => ({
  id: 'r1',
  pluginId: 'test',
  action: 'switch-lamp',
  title: 'Switch lamp a',
  resource: { type: 'lamp', id: 'home/a', title: 'a' },
  actor: 'user:default/ann',
  origin: 'assistant',
  input: {},
  destructive: false,
  state,
  cancellable: false,
  createdAt: '2026-11-24T03:00:00.000Z',
  updatedAt: '2026-11-24T03:00:00.000Z',
  ...(message && { error: { kind: 'task', message } }),
});

/** The tool of an action whose run is in these states, one a look. */
function setUp(...looks: Run[]) {
  const registry = actionsRegistryServiceMock();
  const action = switchLamp(new FakeUpstream());
  const accept = jest.fn(async () => runIn('accepted'));
  registerTools({
    registry,
    actions: [action, { ...action, name: 'smash-lamp', destructive: true }],
    service: { accept },
    store: {
      get: async () => (looks.length > 1 ? looks.shift() : looks[0]),
    },
  });
  const credentials = mockCredentials.user('user:default/ann');
  const invoke = (id: string) =>
    registry.invoke({ id, input: { lamp: 'a' }, credentials });
  return { registry, invoke, accept, credentials };
}

it('answers with the true end, and not before it', async () => {
  const { invoke, accept, credentials } = setUp(
    runIn('running'),
    runIn('succeeded'),
  );
  expect(await invoke('test:switch-lamp')).toEqual({
    output: { runId: 'r1', state: 'succeeded' },
  });
  expect(accept).toHaveBeenCalledWith(
    'switch-lamp',
    { lamp: 'a', on: true },
    expect.objectContaining({ principal: credentials.principal }),
  );
});

it.each<RunState>(['failed', 'cancelled', 'unknown'])(
  'fails with the reason when the run ends as %s',
  async state => {
    const { invoke } = setUp(runIn(state, 'The bulb is broken.'));
    await expect(invoke('test:switch-lamp')).rejects.toMatchObject({
      name: 'ConflictError',
      message: `Switch lamp a: ${state}. The bulb is broken.`,
    });
  },
);

it('is not there for what destroys', async () => {
  const { registry, invoke } = setUp(runIn('succeeded'));
  const { actions } = await registry.list();
  expect(actions.map(({ id, attributes }) => [id, attributes])).toEqual([
    [
      'test:switch-lamp',
      { readOnly: false, destructive: false, idempotent: false },
    ],
  ]);
  await expect(invoke('test:smash-lamp')).rejects.toThrow('not found');
});
