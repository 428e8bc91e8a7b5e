import { writeFileSync } from 'node:fs';
import { setTimeout as wait } from 'node:timers/promises';
import { createMockDirectory } from '@backstage/backend-test-utils';
import type {
  AuditRecord,
  Run,
  Snapshot,
} from '@reverb256/backstage-plugin-infra-common';
import { startLab, type Lab } from 'lab/testing';
import { startPortal, type Portal } from '../__testUtils__/startPortal';
import { testSignIn } from '../__testUtils__/testSignIn';

jest.setTimeout(90_000);

const CLUSTER = 'reverb256';
const ANN = {
  ref: 'user:default/ann',
  groups: ['group:default/platform-admins'],
};
// Runs templates, and may not stop guests.
const OTTO = {
  ref: 'user:default/otto',
  groups: ['group:default/template-runners'],
};

const TEMPLATE = {
  apiVersion: 'scaffolder.backstage.io/v1beta3',
  kind: 'Template',
  metadata: { name: 'stop' },
  spec: {
    type: 'service',
    parameters: { type: 'object', properties: { guest: { type: 'string' } } },
    steps: [
      {
        id: 'stop',
        action: 'proxmox:stop-guest',
        input: { cluster: CLUSTER, guest: '${{ parameters.guest }}' },
      },
    ],
    output: {
      text: [{ title: 'Run', content: '${{ steps.stop.output.runId }}' }],
    },
  },
};

interface Inventory {
  guests: Record<
    string,
    { status: string; template: boolean; haState?: string; lock?: string }
  >;
}

const directory = createMockDirectory();
let lab: Lab;
let portal: Portal;
let guest: string;

async function call<T>(
  as: typeof ANN,
  path: string,
  body?: object,
): Promise<T> {
  const response = await fetch(`${portal.url}/api/${path}`, {
    method: body ? 'POST' : 'GET',
    headers: {
      authorization: `Bearer ${await portal.tokenOf(as)}`,
      'content-type': 'application/json',
    },
    body: body && JSON.stringify(body),
  });
  const text = await response.text();
  if (!response.ok) throw new Error(`${path}: ${response.status} ${text}`);
  return JSON.parse(text) as T;
}

/** Asks until there is an answer; the test's own limit ends it. */
async function until<T>(ask: () => Promise<T | undefined>): Promise<T> {
  for (;;) {
    const answer = await ask();
    if (answer !== undefined) return answer;
    await wait(200);
  }
}

/** Runs the template, and says how its task ended and what its step wrote. */
async function runTemplate(as: typeof ANN) {
  const { id } = await call<{ id: string }>(as, 'scaffolder/v2/tasks', {
    templateRef: 'template:default/stop',
    values: { guest },
  });
  const status = await until(async () => {
    await lab.control.advance(2);
    const task = await call<{ status: string }>(
      as,
      `scaffolder/v2/tasks/${id}`,
    );
    return /open|processing/.test(task.status) ? undefined : task.status;
  });
  const events = await call<
    { body: { message: string; output?: { text: { content: string }[] } } }[]
  >(as, `scaffolder/v2/tasks/${id}/events`);
  return {
    status,
    log: events.map(({ body }) => body.message).join('\n'),
    runId: events.find(({ body }) => body.output)?.body.output?.text[0].content,
  };
}

beforeAll(async () => {
  lab = await startLab({ only: ['proxmox'] });
  const services = lab.read().services.proxmox;
  const tokenOf = (id: string) => ({
    id,
    secret: services[0].tokens.find(each => each.id === id)!.secret,
  });
  const target = directory.resolve('template.yaml');
  writeFileSync(target, JSON.stringify(TEMPLATE));
  portal = await startPortal({
    features: [testSignIn],
    config: {
      access: {
        roles: {
          admin: { groups: ANN.groups },
          operator: {
            groups: OTTO.groups,
            permissions: [
              'proxmox.*',
              'scaffolder.task.create',
              'scaffolder.action.execute',
            ],
          },
        },
      },
      catalog: {
        locations: [{ type: 'file', target, rules: [{ allow: ['Template'] }] }],
      },
      proxmox: {
        clusters: [
          {
            name: CLUSTER,
            endpoints: services.map(({ url, fingerprint }) => ({
              url,
              fingerprint,
            })),
            token: tokenOf('ctrl@pve!portal'),
            operate: { token: tokenOf('ctrl@pve!operate') },
          },
        ],
      },
    },
  });
  const { guests } = await until(async () => {
    const { data } = await call<Snapshot<Inventory>>(
      ANN,
      `proxmox/v1/snapshots/inventory/${CLUSTER}`,
    );
    return data;
  });
  [guest] = Object.entries(guests).find(
    ([, each]) =>
      each.status === 'running' &&
      !each.template &&
      !each.haState &&
      !each.lock,
  )!;
  await until(async () =>
    call<object>(ANN, 'catalog/entities/by-name/template/default/stop').catch(
      () => undefined,
    ),
  );
}, 120_000);
afterAll(async () => {
  await portal?.stop();
  await lab?.stop();
});

it('is refused to who may run templates and not stop guests, with the reason, and stops nothing', async () => {
  const { status, log } = await runTemplate(OTTO);
  expect(status).toBe('failed');
  expect(log).toContain("'Stop' needs the permission proxmox.guest.stop");
  expect(await lab.control.mutations()).toEqual([]);
});

it('stops a guest in the name of who started the template, and ends with the run', async () => {
  const { status, log, runId } = await runTemplate(ANN);
  expect([status, log]).toEqual(['completed', expect.any(String)]);
  expect(log).toContain('TASK OK');
  const run = await call<Run>(ANN, `proxmox/v1/runs/${runId}`);
  expect(run).toMatchObject({
    action: 'stop-guest',
    state: 'succeeded',
    actor: ANN.ref,
    origin: 'template',
  });
  const { items } = await call<{ items: AuditRecord[] }>(
    ANN,
    `proxmox/v1/audit?resource=${CLUSTER}/${guest}`,
  );
  expect(items.map(({ event, origin }) => [event, origin])).toEqual([
    ['succeeded', 'template'],
    ['accepted', 'template'],
    ['refused', 'template'],
  ]);
});

it('is no tool: the registry does not have it', async () => {
  const { actions } = await call<{ actions: { id: string }[] }>(
    ANN,
    'proxmox/.backstage/actions/v1/actions',
  );
  const ids = actions.map(({ id }) => id);
  expect(ids).toContain('proxmox:shutdown-guest');
  expect(ids).not.toContain('proxmox:stop-guest');
});
