import type {
  AuditRecord,
  Run,
} from '@reverb256/backstage-plugin-infra-common';
import { withAssistant } from '../__testUtils__/doors';
import { createGuestTemplate } from '../__testUtils__/guestTemplate';
import { createMachines } from '../__testUtils__/labMachines';
import { CLUSTER, until, useLabPortal } from '../__testUtils__/useLabPortal';

const ANN = {
  ref: 'user:default/ann',
  groups: ['group:default/platform-admins'],
};

const template = createGuestTemplate('start');
const machines = createMachines(['operator']);
const labPortal = useLabPortal(() => ({
  backend: { auth: { externalAccess: machines.externalAccess } },
  catalog: template.catalog(),
}));
let token: string;
let guest: string;

beforeAll(async () => {
  token = await labPortal.portal.tokenOf(ANN);
  const guests = await until(() => labPortal.guests(token));
  [guest] = Object.entries(guests).find(
    ([, { status, template: isTemplate, haState }]) =>
      status === 'stopped' && !isTemplate && !haState,
  )!;
}, 120_000);

// The guest is stopped again.
beforeEach(() => labPortal.lab.control.reset());

const start = (as: string) =>
  labPortal.call<Run>(as, 'proxmox/v1/actions/start-guest', {
    cluster: CLUSTER,
    guest,
  });

/** The doors, and how somebody starts a guest through each. */
const doors: Record<string, () => Promise<unknown>> = {
  page: () => start(token),
  machine: () => start(machines.tokens.operator),
  assistant: () =>
    withAssistant(labPortal.portal, token, async client => {
      const answer = await client.callTool({
        name: 'proxmox.start-guest',
        arguments: { cluster: CLUSTER, guest },
      });
      expect(answer).toMatchObject({
        structuredContent: { state: 'succeeded' },
      });
    }),
  template: async () => {
    await template.isThere(labPortal, token);
    const { id, status } = await template.run(labPortal, token, guest);
    if (status !== 'completed') {
      throw new Error(`Task ${id} ended as ${status}`);
    }
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
      const { items } = await labPortal.call<{ items: AuditRecord[] }>(
        token,
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
