import { control, labNodes } from '../portal/control';
import { launchPortal, portalUrl, stopPortal } from '../portal/portal';
import { waitUntil } from '../portal/waitUntil';
import { places } from './places';
import { expect, test } from './test';

/** A collection every 10 s, and its way to the page. */
const withinOneCollection = { timeout: 30_000 };

test('a node that dies is named on the overview, and its guests are last known', async ({
  signInAs,
}) => {
  const page = await signInAs('viewer');
  const main = page.getByRole('main');
  await expect(main.getByText('closet', { exact: true })).toBeVisible();

  await page.goto(places.guests);
  const onCloset = main.getByRole('row').filter({ hasText: 'closet' });
  await expect(onCloset.first()).toBeVisible();
  const names = await onCloset.getByRole('rowheader').allInnerTexts();
  expect(names.length).toBeGreaterThan(0);

  await page.goto(places.overview);
  await control.kill('closet');
  await expect(main.getByText('Node closet is offline')).toBeVisible(
    withinOneCollection,
  );
  for (const node of labNodes) {
    await expect(main.getByText(node, { exact: true })).toBeVisible();
  }

  await page.goto(places.guests);
  for (const name of names) {
    await expect(
      main.getByRole('row').filter({ hasText: name.split('\n')[0] }),
    ).toContainText('last known');
  }

  // Proxmox itself forgets their names after five minutes.
  await control.advance(400);
  await page.goto(places.overview);
  await control.revive('closet');
  await expect(main.getByText('Node closet is offline')).toBeHidden(
    withinOneCollection,
  );
});

test('without any endpoint the last data stays, with its age, over a restart of the portal', async ({
  signInAs,
}) => {
  test.setTimeout(180_000);
  const page = await signInAs('viewer');
  const main = page.getByRole('main');
  await expect(main.getByText('nexus', { exact: true })).toBeVisible();

  const killAll = async () => {
    for (const node of labNodes) {
      await control.kill(node);
    }
  };
  const expectLastKnown = async () => {
    await expect(main.getByText(/unreachable/i).first()).toBeVisible(
      withinOneCollection,
    );
    await expect(main.getByText(/since/i).first()).toBeVisible();
    await expect(main.getByText(/ago/).first()).toBeVisible();
    for (const node of labNodes) {
      await expect(main.getByText(node, { exact: true })).toBeVisible();
    }
  };
  await killAll();
  await expectLastKnown();

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
  await page.goto(portalUrl());
  await expectLastKnown();

  for (const node of labNodes) {
    await control.revive(node);
  }
  await expect(main.getByText(/unreachable/i)).toHaveCount(
    0,
    withinOneCollection,
  );
});

test('a revoked token is said to be the reason, with what to do', async ({
  signInAs,
}) => {
  const page = await signInAs('viewer');
  const main = page.getByRole('main');
  await expect(main.getByText('nexus', { exact: true })).toBeVisible();

  await control.revokePortalToken();
  await expect(main.getByText(/token/i).first()).toBeVisible(
    withinOneCollection,
  );
  await expect(main.getByText('ctrl@pve!portal').first()).toBeVisible();
  await expect(main.getByText('nexus', { exact: true })).toBeVisible();
});
