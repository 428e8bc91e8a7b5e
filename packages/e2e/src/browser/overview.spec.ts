import type { Page } from '@playwright/test';
import { control, labNodes } from '../portal/control';
import { launchPortal, stopPortal } from '../portal/portal';
import { waitUntil } from '../portal/waitUntil';
import { places } from './places';
import { expect, test } from './test';

/** A collection every 10 s, and its way to the page. */
const withinOneCollection = { timeout: 30_000 };

const card = (page: Page) =>
  page.getByRole('region', { name: 'Cluster Lab cluster' });

async function expectThreeNodes(page: Page): Promise<void> {
  const nodes = card(page).getByRole('list', { name: 'Nodes' });
  for (const node of labNodes) {
    await expect(nodes.getByRole('link', { name: node })).toBeVisible();
  }
}

async function killAll(): Promise<void> {
  for (const node of labNodes) {
    await control.kill(node);
  }
}

async function expectLastKnown(page: Page): Promise<void> {
  await expect(
    card(page).getByText('Lab cluster cannot be reached').last(),
  ).toBeVisible(withinOneCollection);
  await expect(card(page).getByText(/^Since /)).toBeVisible();
  await expect(card(page).getByText('Below is what was known')).toBeVisible();
  await expectThreeNodes(page);
}

test('a node that dies is named on the overview, and its guests are last known', async ({
  signInAs,
}) => {
  const page = await signInAs('viewer');
  await expectThreeNodes(page);
  await expect(card(page).getByText('3 of 3')).toBeVisible();

  const onCloset = page
    .getByRole('main')
    .getByRole('row')
    .filter({ hasText: 'closet' });
  await page.goto(`${places.guests}?q=closet`);
  await expect(onCloset.first()).toBeVisible();
  const names = await onCloset.getByRole('rowheader').allInnerTexts();
  expect(names.length).toBeGreaterThan(3);

  await page.goto(places.overview);
  await control.kill('closet');
  await expect(card(page).getByText('Node closet is offline')).toBeVisible(
    withinOneCollection,
  );
  await expect(card(page).getByText('2 of 3').first()).toBeVisible();
  await expect(
    card(page).getByRole('link', { name: /^\d+ last known$/ }),
  ).toBeVisible();
  await expectThreeNodes(page);

  // Proxmox itself forgets the names of its guests after five minutes.
  await control.advance(400);
  await page.goto(`${places.guests}?q=closet`);
  await expect(onCloset).toHaveCount(names.length);
  for (const name of names) {
    await expect(
      onCloset.filter({ hasText: name.split('\n')[0] }).first(),
    ).toContainText('last known');
  }

  await control.revive('closet');
  await page.goto(places.overview);
  await expect(card(page).getByText('3 of 3')).toBeVisible(withinOneCollection);
  await expect(card(page).getByText('Node closet is offline')).toBeHidden();
});

test('without any endpoint the last data stays, with its age, over a restart of the portal', async ({
  signInAs,
}) => {
  test.setTimeout(180_000);
  const page = await signInAs('viewer');
  await expectThreeNodes(page);

  await killAll();
  await expectLastKnown(page);

  await stopPortal();
  const { ready } = await launchPortal();
  // The lab forgets on a restart what was done to it, and is up long before the
  // backend: its nodes are dead again before anything asks them.
  await waitUntil(
    'the control API of the lab',
    () =>
      killAll().then(
        () => true,
        () => undefined,
      ),
    { seconds: 60 },
  );
  await ready;
  await page.goto(places.overview);
  await expectLastKnown(page);

  for (const node of labNodes) {
    await control.revive(node);
  }
  await expect(card(page).getByText('Below is what was known')).toBeHidden(
    withinOneCollection,
  );
  await expectThreeNodes(page);
});

test('a revoked token is said to be the reason, and the last data stays', async ({
  signInAs,
}) => {
  const page = await signInAs('viewer');
  await expectThreeNodes(page);

  await control.revokePortalToken();
  await expect(
    card(page)
      .getByText("Lab cluster does not accept the portal's credentials")
      .last(),
  ).toBeVisible(withinOneCollection);
  await expect(card(page).getByText(/ctrl@pve!inspect/)).toBeVisible();
  await expectThreeNodes(page);
});
