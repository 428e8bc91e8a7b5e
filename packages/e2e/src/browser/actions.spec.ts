import type { Page } from '@playwright/test';
import { control } from '../portal/control';
import { expectLegible } from './legible';
import { places } from './places';
import { expect, test } from './test';

/** The lab's guest that shuts down in a few seconds, and is not HA-managed. */
const guest = { name: 'build-runner', title: 'build-runner (VM 130)' };

/** A shutdown takes its time, in the lab too. */
const untilItsEnd = { timeout: 60_000 };

const row = (page: Page) =>
  page.getByRole('main').getByRole('row', { name: guest.name });

const menu = (page: Page) =>
  page.getByRole('button', { name: `Actions for ${guest.name}` });

/** Opens the dialog by the guest's menu, as a person does. */
async function choose(page: Page, action: string): Promise<void> {
  await page.goto(`${places.guests}?q=${guest.name}`);
  await menu(page).click();
  await page.getByRole('menuitem', { name: action }).click();
}

/** The headers with which a page asks the portal, for asking by hand. */
async function authorizationOf(page: Page): Promise<string> {
  const [request] = await Promise.all([
    page.waitForRequest(/\/api\/proxmox\/v1\//),
    page.goto(places.nodes),
  ]);
  const { authorization } = await request.allHeaders();
  return authorization;
}

test('an operator shuts a guest down and sees it to its end, and others see who did it', async ({
  signInAs,
  besides,
}) => {
  test.setTimeout(180_000);
  const operator = await signInAs('operator');
  const viewer = await besides('viewer');

  await choose(operator, 'Shut down');
  const dialog = operator.getByRole('dialog', {
    name: `Shut down ${guest.title}`,
  });
  await expect(dialog.getByText('What will happen')).toBeVisible();
  await expectLegible(operator);
  await dialog.getByRole('button', { name: 'Shut down' }).click();
  await expect(dialog.getByText('Running')).toBeVisible();
  await expect(dialog.getByText(/UPID:nexus:/)).toBeVisible();

  await viewer.getByRole('button', { name: '1 run in progress' }).click();
  const tray = viewer.getByRole('complementary', { name: 'Runs in progress' });
  await expect(tray.getByText(`Shut down ${guest.title}`)).toBeVisible();
  await expect(tray.getByText(/by operator/)).toBeVisible();
  await tray.getByRole('button', { name: /^Open the log/ }).click();

  await expect(dialog.getByText(`Shut down ${guest.title}: done`)).toBeVisible(
    untilItsEnd,
  );
  const log = dialog.getByRole('region', { name: 'Log' });
  await expect(log.getByText('TASK OK')).toBeVisible();
  await expect(
    viewer.getByRole('dialog').getByText(`Shut down ${guest.title}: done`),
  ).toBeVisible();
  await expectLegible(operator);

  await dialog.getByRole('button', { name: 'Close' }).last().click();
  await expect(row(operator)).toContainText('stopped', untilItsEnd);
  await menu(operator).click();
  await expect(operator.getByRole('menuitem').first()).toHaveText('Start');
  await expect(
    operator.getByRole('menuitem', { name: /^(Shut down|Stop)$/ }),
  ).toHaveCount(0);

  const admin = await besides('admin');
  await admin.goto('/audit?actor=operator');
  const records = admin.getByRole('main').getByRole('row');
  await expect(records.filter({ hasText: guest.title }).first()).toContainText(
    'Succeeded',
  );
  await expectLegible(admin);
  await admin.getByRole('button', { name: 'Verify the trail' }).click();
  await expect(
    admin.getByText('The audit trail is whole and unchanged'),
  ).toBeVisible();
});

test('a viewer has no button, is refused by hand, and that is in the audit trail', async ({
  signInAs,
  besides,
}) => {
  const viewer = await signInAs('viewer');
  await viewer.goto(`${places.guests}?q=${guest.name}`);
  await expect(row(viewer)).toBeVisible();
  await expect(menu(viewer)).toHaveCount(0);
  const pages = viewer.getByRole('navigation', { name: 'Pages' });
  await expect(pages.getByRole('link', { name: 'Runs' })).toBeVisible();
  await expect(pages.getByRole('link', { name: 'Audit' })).toHaveCount(0);

  const authorization = await authorizationOf(viewer);
  const ask = (path: string, data?: object) =>
    viewer.request.fetch(path, {
      method: data ? 'POST' : 'GET',
      headers: { authorization },
      data,
    });
  const clusters = await (await ask('/api/proxmox/v1/heads')).json();
  const refused = await ask('/api/proxmox/v1/actions/shutdown-guest', {
    cluster: clusters.heads.inventory[0].source,
    guest: 'qemu/130',
  });
  expect(refused.status()).toBe(403);
  expect((await ask('/api/infra/v1/audit')).status()).toBe(403);

  const admin = await besides('admin');
  await admin.goto('/audit?actor=viewer&event=refused');
  await expect(
    admin
      .getByRole('main')
      .getByRole('row')
      .filter({ hasText: 'shutdown-guest' }),
  ).not.toHaveCount(0);
});

test('whoever went elsewhere is told once of the end of what they started', async ({
  signInAs,
}) => {
  test.setTimeout(120_000);
  const page = await signInAs('operator');
  await choose(page, 'Shut down');
  const dialog = page.getByRole('dialog');
  await dialog.getByRole('button', { name: 'Shut down' }).click();
  await expect(dialog.getByText('Running')).toBeVisible();
  await dialog.getByRole('button', { name: 'Close' }).last().click();
  await expect(
    row(page).getByRole('button', { name: /: watch Shut down/ }),
  ).toBeVisible();

  await page.goto(places.catalog);
  const told = page.getByRole('link', { name: 'See the run' });
  await expect(told).toBeVisible(untilItsEnd);
  await told.click();
  await expect(
    page.getByRole('dialog').getByText(`Shut down ${guest.title}: done`),
  ).toBeVisible();
});

test('a node that dies is a finding with a runbook, until it is back', async ({
  signInAs,
}) => {
  test.setTimeout(180_000);
  const page = await signInAs('admin');
  await page.goto(places.findings);
  await control.kill('closet');
  const finding = page
    .getByRole('list', { name: 'Findings' })
    .getByRole('listitem')
    .filter({ hasText: 'Node closet is offline' });
  await expect(finding).toBeVisible(untilItsEnd);
  await expect(finding.getByText('Critical')).toBeVisible();
  await expectLegible(page);

  await finding.getByRole('button', { name: /^Acknowledge/ }).click();
  const dialog = page.getByRole('dialog');
  await dialog.getByRole('textbox').fill('Its power supply is changed');
  // By keyboard, as somebody who has just typed would; findings.spec.ts does it by mouse.
  await dialog.getByRole('button', { name: 'Acknowledge' }).press('Enter');
  await expect(finding).toContainText('Its power supply is changed');

  const runbook = finding.getByRole('link', { name: /runbook/ });
  await expect(runbook).toHaveAttribute(
    'href',
    /\/docs\/default\/system\/control-center\/runbooks\/\w+\/#/,
  );

  await control.revive('closet');
  await expect(finding).toHaveCount(0, untilItsEnd);
});
