import { createServer, type IncomingHttpHeaders, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { mockCredentials, mockServices } from '@backstage/backend-test-utils';
import type { Run } from '@reverb256/backstage-plugin-infra-common';
import { z } from 'zod';
import { templateAction, type TemplateStep } from './template-action';

interface Asked {
  method?: string;
  path?: string;
  headers: IncomingHttpHeaders;
  body: unknown;
}

/** A plugin whose answers the test plays, by method and path. */
class FakePlugin {
  readonly asked: Asked[] = [];
  answers: Record<string, () => { status: number; body: object }> = {};
  #server!: Server;

  async start(): Promise<string> {
    this.#server = createServer(async (request, response) => {
      let text = '';
      for await (const chunk of request) text += chunk;
      const { method, url: path, headers } = request;
      this.asked.push({
        method,
        path,
        headers,
        body: text ? JSON.parse(text) : undefined,
      });
      const answer = this.answers[`${method} ${path}`]?.() ?? {
        status: 404,
        body: { error: { name: 'NotFoundError', message: 'Nothing there' } },
      };
      response.writeHead(answer.status, { 'content-type': 'application/json' });
      // As Backstage answers errors.
      const more = { response: { statusCode: answer.status } };
      response.end(JSON.stringify({ ...more, ...answer.body }));
    });
    await new Promise<void>(resolve => {
      this.#server.listen(0, '127.0.0.1', resolve);
    });
    return `http://127.0.0.1:${(this.#server.address() as AddressInfo).port}`;
  }

  async stop(): Promise<void> {
    this.#server.closeAllConnections();
    await new Promise(resolve => this.#server.close(resolve));
  }

  sent(path: string): Asked[] {
    return this.asked.filter(each => each.path === path);
  }
}

const BEGIN = 'POST /v1/actions/switch-lamp';
const NOW = '2026-11-24T03:00:00.000Z';
const run = (more: Partial<Run> = {}): Run => ({
  id: 'r1',
  pluginId: 'lamps',
  action: 'switch-lamp',
  title: 'Switch lamp a',
  resource: { type: 'lamp', id: 'a', title: 'a' },
  actor: 'user:default/ann',
  origin: 'template',
  input: {},
  destructive: true,
  state: 'running',
  cancellable: true,
  createdAt: NOW,
  updatedAt: NOW,
  ...more,
});
const ok = (body: object) => () => ({ status: 200, body });
const line = (n: number, text: string) => ({ n, at: NOW, text });
const logOf = (id: string, after = 0) =>
  `GET /v1/runs/${id}/log?after=${after}`;
const endedAs = (state: Run['state'], more: Partial<Run> = {}) =>
  ok({ run: run({ state, ...more }), lines: [] });

let plugin: FakePlugin;
let action: ReturnType<typeof templateAction>;

beforeEach(async () => {
  plugin = new FakePlugin();
  const url = await plugin.start();
  action = templateAction(
    {
      pluginId: 'lamps',
      action: 'switch-lamp',
      description: 'Switches a lamp',
      input: z.strictObject({ lamp: z.string() }),
    },
    {
      auth: mockServices.auth(),
      discovery: mockServices.discovery.mock({ getBaseUrl: async () => url }),
    },
  );
  plugin.answers[BEGIN] = () => ({ status: 202, body: run() });
});
afterEach(() => plugin.stop());

/** A step of one task; what its checkpoints hold outlives it, as in the scaffolder's database. */
function stepOf(
  checkpoints: Map<string, string>,
  more: Partial<TemplateStep> = {},
) {
  const said: string[] = [];
  const outputs: Record<string, string> = {};
  const step: TemplateStep = {
    input: { lamp: 'a' },
    task: { id: 'task-1' },
    step: { id: 'switch' },
    logger: {
      info: text => void said.push(text),
      warn: text => void said.push(`! ${text}`),
    },
    async checkpoint({ key, fn }) {
      const known = checkpoints.get(key);
      if (known !== undefined) return known;
      const value = await fn();
      checkpoints.set(key, value);
      return value;
    },
    getInitiatorCredentials: async () =>
      mockCredentials.user('user:default/ann'),
    output: (name, value) => {
      outputs[name] = value;
    },
    ...more,
  };
  return { step, said, outputs };
}

it('begins a run on behalf of who started the task, and follows it with its log to the end', async () => {
  plugin.answers[logOf('r1')] = ok({
    run: run(),
    lines: [line(1, 'bulb found')],
  });
  plugin.answers[logOf('r1', 1)] = ok({
    run: run({ state: 'succeeded' }),
    lines: [line(2, 'lit')],
  });
  plugin.answers[logOf('r1', 2)] = endedAs('succeeded');
  const { step, said, outputs } = stepOf(new Map());
  await action.handler(step);
  expect(said).toEqual(['bulb found', 'lit']);
  expect(outputs).toEqual({ runId: 'r1' });
  const [begun] = plugin.sent('/v1/actions/switch-lamp');
  expect(begun.body).toEqual({ lamp: 'a' });
  expect(begun.headers['idempotency-key']).toMatch(
    /^task-1\/switch\/[0-9a-f]{16}\/1$/,
  );
  expect(begun.headers.authorization).toMatch(/^Bearer .*user:default\/ann/);
});

it.each(['failed', 'cancelled', 'unknown'] as const)(
  'fails with the words of a run that %s',
  async state => {
    plugin.answers[logOf('r1')] = endedAs(state, {
      error: { kind: 'task', message: 'The bulb is out.' },
    });
    await expect(action.handler(stepOf(new Map()).step)).rejects.toThrow(
      `Switch lamp a: ${state}. The bulb is out. See the run r1.`,
    );
  },
);

it('fails when it is refused, and has begun nothing', async () => {
  plugin.answers[BEGIN] = () => ({
    status: 403,
    body: { error: { name: 'NotAllowedError', message: 'Not yours' } },
  });
  const checkpoints = new Map<string, string>();
  await expect(action.handler(stepOf(checkpoints).step)).rejects.toThrow(
    'Not yours',
  );
  expect(checkpoints.size).toBe(0);
});

it('follows the run of before when the scaffolder has restarted, and sends nothing again', async () => {
  const checkpoints = new Map<string, string>();
  plugin.answers[logOf('r1')] = endedAs('succeeded');
  await action.handler(stepOf(checkpoints).step);
  const { step, said } = stepOf(checkpoints);
  await action.handler(step);
  expect(plugin.sent('/v1/actions/switch-lamp')).toHaveLength(1);
  expect(said[0]).toContain('nothing is sent again');
});

it('sends the same key again when it died before it knew that its request was answered', async () => {
  plugin.answers[logOf('r1')] = endedAs('succeeded');
  await action.handler(stepOf(new Map()).step);
  await action.handler(stepOf(new Map()).step);
  const [first, second] = plugin.sent('/v1/actions/switch-lamp');
  expect(first.headers['idempotency-key']).toBe(
    second.headers['idempotency-key'],
  );
});

it('asks anew, under another key, when the task is retried after the run failed', async () => {
  const checkpoints = new Map<string, string>();
  plugin.answers[logOf('r1')] = endedAs('failed');
  await expect(action.handler(stepOf(checkpoints).step)).rejects.toThrow();
  plugin.answers[BEGIN] = () => ({ status: 202, body: run({ id: 'r2' }) });
  plugin.answers[logOf('r2')] = endedAs('succeeded', { id: 'r2' });
  const { step, outputs } = stepOf(checkpoints);
  await action.handler(step);
  expect(outputs.runId).toBe('r2');
  const keys = plugin
    .sent('/v1/actions/switch-lamp')
    .map(({ headers }) => headers['idempotency-key']);
  expect(new Set(keys).size).toBe(2);
});

it('does not ask anew when nobody knows the end of the run of before', async () => {
  const checkpoints = new Map<string, string>();
  plugin.answers[logOf('r1')] = endedAs('unknown');
  for (let i = 0; i < 2; i++) {
    await expect(action.handler(stepOf(checkpoints).step)).rejects.toThrow(
      'Switch lamp a: unknown',
    );
  }
  expect(plugin.sent('/v1/actions/switch-lamp')).toHaveLength(1);
});

it.each([
  ['was asked to stop', 200, run(), 'It was asked to stop too'],
  [
    'goes on',
    409,
    { error: { name: 'ConflictError', message: 'It cannot be stopped' } },
    'It goes on, since it could not be stopped',
  ],
])(
  'says that the run %s when the task is cancelled',
  async (_, status, body, said) => {
    const cancelling = new AbortController();
    plugin.answers[logOf('r1')] = () => {
      cancelling.abort();
      return { status: 200, body: { run: run(), lines: [] } };
    };
    plugin.answers['POST /v1/runs/r1/cancel'] = () => ({ status, body });
    const { step } = stepOf(new Map(), { signal: cancelling.signal });
    await expect(action.handler(step)).rejects.toThrow(said);
    expect(plugin.sent('/v1/runs/r1/cancel')).toHaveLength(1);
  },
);

it('goes on looking while the plugin cannot answer', async () => {
  let looks = 0;
  plugin.answers[logOf('r1')] = () =>
    ++looks === 1
      ? { status: 503, body: { error: { name: 'Error', message: 'Starting' } } }
      : endedAs('succeeded')();
  const { step, said } = stepOf(new Map());
  await action.handler(step);
  expect(said[0]).toContain('! The run cannot be looked at just now');
});

it('does not look without a pause when the task is cancelled while the plugin cannot answer', async () => {
  const cancelling = new AbortController();
  cancelling.abort();
  let looks = 0;
  const lookedAt: number[] = [];
  plugin.answers[logOf('r1')] = () => {
    lookedAt.push(performance.now());
    return ++looks <= 2
      ? { status: 503, body: { error: { name: 'Error', message: 'Starting' } } }
      : { status: 200, body: { run: run(), lines: [] } };
  };
  plugin.answers['POST /v1/runs/r1/cancel'] = ok(run());
  const { step } = stepOf(new Map(), { signal: cancelling.signal });
  await expect(action.handler(step)).rejects.toThrow('It was asked to stop');
  expect(looks).toBe(3);
  expect(lookedAt[2] - lookedAt[0]).toBeGreaterThan(1900);
});

it.each([408, 429])(
  'goes on after an answer %i, which refuses nothing',
  async status => {
    let looks = 0;
    plugin.answers[logOf('r1')] = () =>
      ++looks === 1
        ? { status, body: { error: { name: 'Error', message: 'Later' } } }
        : endedAs('succeeded')();
    await action.handler(stepOf(new Map()).step);
    expect(looks).toBe(2);
  },
);

describe('a dry run', () => {
  const preflight = {
    title: 'Switch lamp a',
    resource: { type: 'lamp', id: 'a', title: 'a' },
    destructive: true,
    effects: ['Lamp a goes on.'],
    obstacles: [],
    allowed: true,
    permission: 'lamps.switch',
    concurrent: [],
  };
  const PREFLIGHT = 'POST /v1/actions/switch-lamp/preflight';

  it('says what would happen, and does nothing', async () => {
    plugin.answers[PREFLIGHT] = ok(preflight);
    const { step, said } = stepOf(new Map(), { isDryRun: true });
    await action.handler(step);
    expect(said).toEqual(['Lamp a goes on.']);
    expect(plugin.sent('/v1/actions/switch-lamp')).toEqual([]);
  });

  it.each([
    [
      'something is in the way',
      { obstacles: [{ code: 'fuse', severity: 'block', message: 'No fuse.' }] },
      'No fuse.',
    ],
    ['one may not', { allowed: false }, 'needs the permission lamps.switch'],
  ])('fails when %s', async (_, more, message) => {
    plugin.answers[PREFLIGHT] = ok({ ...preflight, ...more });
    const { step } = stepOf(new Map(), { isDryRun: true });
    await expect(action.handler(step)).rejects.toThrow(message);
  });
});
