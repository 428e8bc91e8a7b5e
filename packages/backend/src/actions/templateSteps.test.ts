import type {
  AuditRecord,
  Run,
} from '@reverb256/backstage-plugin-infra-common';
import { createGuestTemplate } from '../__testUtils__/guestTemplate';
import { CLUSTER, until, useLabPortal } from '../__testUtils__/useLabPortal';

jest.setTimeout(90_000);

const ANN = {
  ref: 'user:default/ann',
  groups: ['group:default/platform-admins'],
};
// Runs templates, and may not stop guests.
const OTTO = {
  ref: 'user:default/otto',
  groups: ['group:default/template-runners'],
};

const template = createGuestTemplate('stop');
const labPortal = useLabPortal(() => ({
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
  catalog: template.catalog(),
}));
let guest: string;

const tokenOf = (as: typeof ANN) => labPortal.portal.tokenOf(as);
const call = async <T>(as: typeof ANN, path: string) =>
  labPortal.call<T>(await tokenOf(as), path);

/** Runs the template, and says how its task ended and what its step wrote. */
async function runTemplate(as: typeof ANN) {
  const { id, status } = await template.run(
    labPortal,
    await tokenOf(as),
    guest,
    () => labPortal.lab.control.advance(2),
  );
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
  const token = await tokenOf(ANN);
  const guests = await until(() => labPortal.guests(token));
  [guest] = Object.entries(guests).find(
    ([, each]) =>
      each.status === 'running' &&
      !each.template &&
      !each.haState &&
      !each.lock,
  )!;
  await template.isThere(labPortal, token);
}, 120_000);

it('is refused to who may run templates and not stop guests, with the reason, and stops nothing', async () => {
  const { status, log } = await runTemplate(OTTO);
  expect(status).toBe('failed');
  expect(log).toContain("'Stop' needs the permission proxmox.guest.stop");
  expect(await labPortal.lab.control.mutations()).toEqual([]);
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
