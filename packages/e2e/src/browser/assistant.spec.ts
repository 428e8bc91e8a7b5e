import type { Page } from '@playwright/test';
import { Assistant, toolsUrl } from '../assistant/Assistant';
import { GOODBYE, type Answer } from '../assistant/AssistantHost';
import { machineTokenOf, userOf, type Role } from '../portal/labFile';
import { portalUrl } from '../portal/portal';
import { fillForm, signInButton } from './signIn';
import { expect, test } from './test';

const NAME = 'A helper of the test';

const reading = [
  'auth.who-am-i',
  'catalog.get-catalog-entity',
  'catalog.get-catalog-model-description',
  'catalog.query-catalog-entities',
  'catalog.validate-entity',
  'proxmox.get-guest',
  'proxmox.get-node',
  'proxmox.get-run',
  'proxmox.list-clusters',
  'proxmox.list-guests',
  'proxmox.list-tasks',
];
const operating = [
  'proxmox.migrate-guest',
  'proxmox.migrate-guests',
  'proxmox.reboot-guest',
  'proxmox.resume-guest',
  'proxmox.shutdown-guest',
  'proxmox.shutdown-guests',
  'proxmox.snapshot-guest',
  'proxmox.start-guest',
  'proxmox.start-guests',
  'proxmox.suspend-guest',
  'proxmox.tag-guest',
];

let assistant: Assistant;

test.beforeEach(async () => {
  assistant = await Assistant.create(NAME);
});
test.afterEach(() => assistant.close());

/** Opens what the assistant asks for, as somebody who is not signed in yet. */
async function openRequest(page: Page, role: Role): Promise<void> {
  await page.goto((await assistant.ask()).href);
  await signInButton(page).click();
  await fillForm(page, userOf(role));
  await expect(page.getByText(NAME)).toBeVisible();
}

/** Decides about the assistant, and waits until it has its answer. */
async function decide(
  page: Page,
  button: 'Authorize' | 'Cancel',
): Promise<Answer> {
  const { answer } = assistant.host;
  await page.getByRole('button', { name: button }).click();
  await expect(page.getByText(GOODBYE)).toBeVisible();
  return answer;
}

/** Signs in and lets the assistant in, as a person does. */
async function letIn(page: Page, role: Role): Promise<void> {
  await openRequest(page, role);
  await assistant.enter(await decide(page, 'Authorize'));
}

const ask = (path: string, token: string, init: RequestInit = {}) =>
  fetch(`${portalUrl()}${path}`, {
    ...init,
    headers: {
      authorization: `Bearer ${token}`,
      'content-type': 'application/json',
    },
  });

interface Listed {
  total: number;
  guests: { cluster: string; id: string; status: string; template: boolean }[];
  clusters: { readAt?: string; ageSeconds?: number; unknown: string[] }[];
}

const listGuests = async (input: Record<string, unknown>): Promise<Listed> =>
  (await assistant.call('proxmox.list-guests', input)).content as never;

interface Audited {
  items: { event: string; actor: string; origin: string; resourceId: string }[];
}

async function audit(resource: string): Promise<Audited['items']> {
  const path = `/api/proxmox/v1/audit?resource=${encodeURIComponent(resource)}`;
  const response = await ask(path, machineTokenOf('admin'));
  return ((await response.json()) as Audited).items;
}

test('the consent page says who asks and where the answer goes', async ({
  page,
}) => {
  await openRequest(page, 'viewer');
  await expect(
    page.getByRole('heading', { name: 'Let an assistant in' }),
  ).toBeVisible();
  // It is reached from an assistant, and is no page to go to.
  await expect(
    page.getByRole('navigation', { name: 'Pages' }).getByText('assistant'),
  ).toBeHidden();
  await expect(page.getByText('wants to access')).toBeVisible();
  await expect(page.getByText(assistant.host.clientId)).toBeVisible();
  await expect(page.getByText(assistant.host.redirectUrl)).toBeVisible();
});

test('whoever says no lets nobody in', async ({ page }) => {
  await openRequest(page, 'viewer');
  const answer = await decide(page, 'Cancel');
  expect(answer.error).toBe('access_denied');
  expect(answer.code).toBeUndefined();
});

test('an assistant of a viewer reads, and is refused everything else', async ({
  page,
}) => {
  await letIn(page, 'viewer');
  const tools = await assistant.tools();
  expect(tools.map(({ name }) => name).sort()).toEqual(reading);
  for (const { name, annotations } of tools) {
    expect(annotations, name).toMatchObject({
      readOnlyHint: true,
      destructiveHint: false,
    });
  }

  const { content } = await assistant.call('proxmox.list-clusters', {});
  expect(content.clusters).toEqual([
    expect.objectContaining({
      name: 'reverb256',
      health: expect.stringMatching(/^(ok|unknown|warning|critical)$/),
      ageSeconds: expect.any(Number),
    }),
  ]);
  const { total, guests, clusters } = await listGuests({ limit: 2 });
  expect(total).toBeGreaterThan(2);
  expect(guests).toHaveLength(2);
  expect(clusters[0].readAt).toBeTruthy();
  const [{ cluster, id }] = guests;
  const one = await assistant.call('proxmox.get-guest', { cluster, guest: id });
  expect(one.content).toMatchObject({ cluster, id, unknown: [] });

  const refused = await assistant.call('proxmox.start-guest', {
    cluster,
    guest: id,
  });
  expect(refused.isError).toBe(true);
  expect(refused.text).toContain('"proxmox.start-guest" not found');
  const byHand = await ask(
    '/api/proxmox/v1/actions/start-guest',
    assistant.accessToken,
    { method: 'POST', body: JSON.stringify({ cluster, guest: id }) },
  );
  expect(byHand.status).toBe(403);
  expect(await audit(`${cluster}/${id}`)).toEqual([
    expect.objectContaining({ event: 'refused', actor: 'user:default/viewer' }),
  ]);
});

test('an assistant of an operator starts a guest, to its true end', async ({
  page,
}) => {
  test.setTimeout(150_000);
  await letIn(page, 'operator');
  expect((await assistant.tools()).map(({ name }) => name).sort()).toEqual(
    [...reading, ...operating].sort(),
  );
  const { guests } = await listGuests({ status: 'stopped' });
  const found = guests.find(({ template }) => !template);
  expect(found, 'a guest that is stopped').toBeDefined();
  const { cluster, id } = found!;
  const target = { cluster, guest: id };

  const started = await assistant.call('proxmox.start-guest', target);
  expect(started.text).toContain('succeeded');
  expect(started.content).toMatchObject({
    state: 'succeeded',
    runId: expect.any(String),
  });
  await expect
    .poll(async () => {
      const { content } = await assistant.call('proxmox.get-guest', target);
      return content.status;
    })
    .toBe('running');

  const records = await audit(`${cluster}/${id}`);
  expect(
    records
      .slice(0, 2)
      .map(({ event, actor, origin }) => [event, actor, origin]),
  ).toEqual([
    ['succeeded', 'user:default/operator', 'assistant'],
    ['accepted', 'user:default/operator', 'assistant'],
  ]);

  const again = await assistant.call('proxmox.start-guest', target);
  expect(again.isError).toBe(true);
  expect(again.text).toContain('running already');
});

test('no machine comes in as an assistant', async () => {
  for (const role of ['viewer', 'operator', 'admin'] satisfies Role[]) {
    const response = await ask(toolsUrl().pathname, machineTokenOf(role), {
      method: 'POST',
      body: JSON.stringify({ jsonrpc: '2.0', id: 1, method: 'tools/list' }),
    });
    expect(response.status, role).toBe(403);
  }
  const nobody = await fetch(toolsUrl(), { method: 'POST' });
  expect(nobody.status).toBe(401);
});

test('an assistant that is not of those configured cannot even ask', async () => {
  const authorize = async (clientId: string, redirectUri: string) => {
    const query = new URLSearchParams({
      client_id: clientId,
      redirect_uri: redirectUri,
      response_type: 'code',
      code_challenge: 'x'.repeat(43),
      code_challenge_method: 'S256',
    });
    const response = await fetch(
      `${portalUrl()}/api/auth/v1/authorize?${query}`,
      {
        redirect: 'manual',
      },
    );
    return response.status;
  };
  const { clientId, redirectUrl } = assistant.host;
  expect(await authorize(clientId, redirectUrl)).toBe(302);
  expect(await authorize('https://example.com/client.json', redirectUrl)).toBe(
    400,
  );
  expect(await authorize(clientId, 'https://example.com/callback')).toBe(400);
});
