import { writeFileSync } from 'node:fs';
import { setTimeout as wait } from 'node:timers/promises';
import { createMockDirectory } from '@backstage/backend-test-utils';
import type {
  AuditRecord,
  Run,
  Snapshot,
} from '@reverb256/backstage-plugin-infra-common';
import { startLab, type Lab } from 'lab/testing';
import { withAssistant } from '../__testUtils__/doors';
import { createMachines } from '../__testUtils__/labMachines';
import { startPortal, type Portal } from '../__testUtils__/startPortal';
import { testSignIn } from '../__testUtils__/testSignIn';

const CLUSTER = 'reverb256';
const ANN = {
  ref: 'user:default/ann',
  groups: ['group:default/platform-admins'],
};

const TEMPLATE = {
  apiVersion: 'scaffolder.backstage.io/v1beta3',
  kind: 'Template',
  metadata: { name: 'start' },
  spec: {
    type: 'service',
    parameters: { type: 'object', properties: { guest: { type: 'string' } } },
    steps: [
      {
        id: 'start',
        action: 'proxmox:start-guest',
        input: { cluster: CLUSTER, guest: '${{ parameters.guest }}' },
      },
    ],
  },
};

interface Inventory {
  guests: Record<
    string,
    { status: string; template: boolean; haState?: string }
  >;
}

const directory = createMockDirectory();
const machines = createMachines(['operator']);
let lab: Lab;
let portal: Portal;
let token: string;
let guest: string;

/** Asks until there is an answer; the test's own limit ends it. */
async function until<T>(ask: () => Promise<T | undefined>): Promise<T> {
  for (;;) {
    const answer = await ask();
    if (answer !== undefined) return answer;
    await wait(200);
  }
}

async function call<T>(
  path: string,
  options: { body?: object; as?: string } = {},
): Promise<T> {
  const response = await fetch(`${portal.url}/api/${path}`, {
    method: options.body ? 'POST' : 'GET',
    headers: {
      authorization: `Bearer ${options.as ?? token}`,
      'content-type': 'application/json',
    },
    body: options.body && JSON.stringify(options.body),
  });
  const text = await response.text();
  if (!response.ok) throw new Error(`${path}: ${response.status} ${text}`);
  return JSON.parse(text) as T;
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
      backend: { auth: { externalAccess: machines.externalAccess } },
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
  token = await portal.tokenOf(ANN);
  const inventory = await until(async () => {
    const { data } = await call<Snapshot<Inventory>>(
      `proxmox/v1/snapshots/inventory/${CLUSTER}`,
    );
    return data;
  });
  [guest] = Object.entries(inventory.guests).find(
    ([, { status, template, haState }]) =>
      status === 'stopped' && !template && !haState,
  )!;
}, 120_000);
afterAll(async () => {
  await portal?.stop();
  await lab?.stop();
});

// The guest is stopped again.
beforeEach(() => lab.control.reset());

const start = (as?: string) =>
  call<Run>('proxmox/v1/actions/start-guest', {
    body: { cluster: CLUSTER, guest },
    as,
  });

/** The doors, and how somebody starts a guest through each. */
const doors: Record<string, () => Promise<unknown>> = {
  page: () => start(),
  machine: () => start(machines.tokens.operator),
  assistant: () =>
    withAssistant(portal, token, async client => {
      const answer = await client.callTool({
        name: 'proxmox.start-guest',
        arguments: { cluster: CLUSTER, guest },
      });
      expect(answer).toMatchObject({
        structuredContent: { state: 'succeeded' },
      });
    }),
  template: async () => {
    await until(async () =>
      call<object>('catalog/entities/by-name/template/default/start').catch(
        () => undefined,
      ),
    );
    const { id } = await call<{ id: string }>('scaffolder/v2/tasks', {
      body: { templateRef: 'template:default/start', values: { guest } },
    });
    const end = await until(async () => {
      const { status } = await call<{ status: string }>(
        `scaffolder/v2/tasks/${id}`,
      );
      return /open|processing/.test(status) ? undefined : status;
    });
    if (end !== 'completed') throw new Error(`Task ${id} ended as ${end}`);
  },
};

it.each([
  ['page', ANN.ref],
  ['machine', 'machine-operator'],
  ['assistant', ANN.ref],
  ['template', ANN.ref],
])(
  'what comes by %s is audited as that, and as who it is',
  async (door, actor) => {
    await doors[door]();
    const records = await until(async () => {
      const { items } = await call<{ items: AuditRecord[] }>(
        `proxmox/v1/audit?resource=${CLUSTER}/${guest}`,
      );
      return items[0]?.event === 'accepted' ? undefined : items;
    });
    expect(
      records
        .slice(0, 2)
        .map(record => [record.event, record.actor, record.origin]),
    ).toEqual([
      ['succeeded', actor, door],
      ['accepted', actor, door],
    ]);
  },
  60_000,
);
