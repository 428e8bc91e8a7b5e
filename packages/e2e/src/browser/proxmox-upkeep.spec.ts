import type { Page } from '@playwright/test';
import { askPortal } from '../portal/askPortal';
import { control, labNodes } from '../portal/control';
import { readLabFile } from '../portal/labFile';
import {
  carryOut,
  choose,
  closeDialog,
  untilReadAgain,
  waitInTheLab,
} from './operate';
import { places } from './places';
import { expect, test } from './test';

test('a task that waits in vain is watched and stopped', async ({
  signInAs,
}) => {
  test.setTimeout(180_000);
  await control.setGuest(130, { ignoresShutdown: true });
  const page = await signInAs('operator');
  await page.goto(places.guest);
  await choose(page, 'build-runner', 'Shut down');
  const dialog = page.getByRole('dialog');
  await dialog.getByRole('button', { name: 'Shut down' }).click();
  await expect(dialog.getByText(/UPID:nexus:/)).toBeVisible();
  await closeDialog(page);

  await page.goto(places.tasks);
  await page
    .getByRole('region', { name: 'Running now' })
    .getByRole('row', { name: /Shut down VM 130/ })
    .click(untilReadAgain);
  await expect(dialog.getByText('qmshutdown on nexus')).toBeVisible();
  await dialog.getByRole('button', { name: 'Stop…' }).click();
  const task = 'task qmshutdown of 130 on nexus';
  await carryOut(page, {
    label: 'Stop the task',
    effect: 'it may shut down all the same',
    confirm: task,
    run: `Stop ${task}`,
  });
  await expect(
    page
      .getByRole('region', { name: 'History' })
      .getByRole('row', { name: /Shut down VM 130/ })
      .first(),
  ).toContainText('received interrupt', untilReadAgain);
});

test('a node is drained by the command that its page gives, and comes back', async ({
  signInAs,
}) => {
  test.setTimeout(300_000);
  const page = await signInAs('operator');
  await page.goto('/proxmox/nodes/reverb256/closet?part=maintenance');
  const plan = page.getByRole('region', { name: 'Maintenance' });
  const told = plan.getByRole('status');
  await expect(told).toContainText('not in maintenance');
  await expect(plan).toContainText(
    'ha-manager crm-command node-maintenance enable closet',
  );
  await expect(plan.getByRole('link', { name: /vault-3/ })).toBeVisible();

  await control.setMaintenance('closet', true);
  await waitInTheLab(
    told.filter({ hasText: /draining.* 0 for the HA manager/s }),
  );
  await expect(plan.getByRole('link', { name: /vault-3/ })).toHaveCount(0);

  await plan.getByRole('button', { name: /^Shut down \d+ guests$/ }).click();
  const dialog = page.getByRole('dialog');
  await dialog.getByRole('button', { name: /^Shut down \d+ guests$/ }).click();
  await waitInTheLab(dialog.getByText(/^Shut down \d+ guests: done$/));
  await closeDialog(page);
  await expect(told).toContainText('drained', untilReadAgain);

  await control.setMaintenance('closet', false);
  await waitInTheLab(told.filter({ hasText: 'not in maintenance' }));
});

/** An endpoint of the lab's cluster on the page of access. */
const endpoint = (page: Page, text: string) =>
  page
    .getByRole('region', { name: 'Endpoints' })
    .getByRole('listitem')
    .filter({ hasText: text });

const acceptButton = (page: Page) =>
  page.getByRole('button', { name: 'Accept certificate' });

test('a renewed certificate is explained, and accepted by an administrator alone', async ({
  signInAs,
  besides,
}) => {
  test.setTimeout(240_000);
  const operator = await signInAs('operator');
  await operator.goto(places.access);
  // The one that is in use: only there anybody notices.
  const url = await endpoint(operator, 'Answers')
    .first()
    .getByRole('code')
    .innerText();
  const { node } = readLabFile().services.proxmox.find(
    each => each.url === url,
  )!;

  await control.rotateCertificate(labNodes.find(each => each === node)!);
  const renewed = endpoint(operator, url);
  await expect(renewed).toContainText(
    'It shows another certificate than the pinned one',
    untilReadAgain,
  );
  const prints = renewed.getByRole('definition');
  await expect(prints).toHaveCount(2);
  const [trusted, shown] = await prints.allInnerTexts();
  expect(shown).not.toBe(trusted);
  await expect(acceptButton(operator)).toHaveCount(0);

  const admin = await besides('admin');
  await admin.goto(places.access);
  await acceptButton(admin).click();
  // What the cluster says of its nodes is read once a minute, and what is in the way is looked at again.
  await expect(admin.getByRole('dialog')).toContainText(
    `it is the certificate of node ${node}`,
    { timeout: 90_000 },
  );
  await carryOut(admin, {
    label: 'Accept certificate',
    effect: 'The cluster itself confirms it',
    confirm: url,
    run: `Accept the certificate of ${url}`,
  });
  await expect(renewed).toContainText(
    'Its certificate was accepted',
    untilReadAgain,
  );
  await expect(renewed).not.toContainText('Does not answer');

  // The lab's first certificate is back for the tests after this, and what was accepted is kept.
  await control.reset();
  await askPortal('admin', '/api/proxmox/v1/actions/accept-certificate', {
    cluster: 'reverb256',
    endpoint: url,
    fingerprint: trusted,
  });
});
