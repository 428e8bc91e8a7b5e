import type { Page } from '@playwright/test';
import {
  carryOut,
  choose,
  closeDialog,
  pick,
  tick,
  untilReadAgain,
  waitInTheLab,
} from './operate';
import { places } from './places';
import { expect, test } from './test';

const pageOf = (guest: string) => `${places.guests}/reverb256/${guest}`;

/** What the page of a guest says of it at its head. */
const head = (page: Page) =>
  page
    .locator('main header')
    .filter({ has: page.getByRole('heading', { level: 1 }) });

test('an operator reboots, suspends, resumes and stops a virtual machine', async ({
  signInAs,
}) => {
  test.setTimeout(300_000);
  const name = 'build-runner';
  const title = 'build-runner (VM 130)';
  const page = await signInAs('operator');
  await page.goto(pageOf('qemu/130'));

  await choose(page, name, 'Reboot');
  await carryOut(page, {
    label: 'Reboot',
    effect: 'is asked to shut down by itself, and started again',
    run: `Reboot ${title}`,
  });

  await choose(page, name, 'Suspend…');
  await carryOut(page, {
    label: 'Suspend',
    effect: 'stands still where it is, until it is resumed',
    run: `Suspend ${title}`,
  });
  await expect(head(page)).toContainText('paused', untilReadAgain);

  await choose(page, name, 'Resume');
  await carryOut(page, {
    label: 'Resume',
    effect: title,
    run: `Resume ${title}`,
  });
  await expect(head(page)).toContainText('running', untilReadAgain);

  await choose(page, name, 'Stop');
  await carryOut(page, {
    label: 'Stop',
    effect: title,
    confirm: title,
    run: `Stop ${title}`,
  });
  await expect(head(page)).toContainText('stopped', untilReadAgain);
  await expect(
    head(page).getByRole('button', { name: 'Start', exact: true }),
  ).toBeVisible();
});

test('a guest that cannot be moved as it is says why, and moves with its disks', async ({
  signInAs,
}) => {
  test.setTimeout(240_000);
  const title = 'talos-cp-3 (VM 102)';
  const page = await signInAs('operator');
  await page.goto(pageOf('qemu/102'));
  await expect(head(page)).toContainText('on closet');

  await choose(page, 'talos-cp-3', 'Migrate…');
  const dialog = page.getByRole('dialog');
  const button = dialog.getByRole('button', { name: 'Migrate', exact: true });
  await expect(button).toBeDisabled();
  await pick(dialog, 'Target node', /nexus/);
  await expect(dialog.getByText('This stands in the way')).toBeVisible();
  await expect(button).toBeDisabled();
  await carryOut(page, {
    label: 'Migrate',
    fill: () => tick(dialog, 'Copy disks on local storages too'),
    effect: 'nexus',
    run: `Migrate ${title} to nexus`,
  });
  await expect(head(page)).toContainText('on nexus', untilReadAgain);
  await expect(head(page)).toContainText('running');
});

test('a snapshot is taken, gone back to and deleted, and tags change', async ({
  signInAs,
}) => {
  test.setTimeout(300_000);
  const name = 'opnsense-spare';
  const title = 'opnsense-spare (VM 151)';
  const page = await signInAs('operator');
  await page.goto(`${pageOf('qemu/151')}?part=snapshots`);
  const snapshots = page.getByRole('region', { name: 'Snapshots' });
  await expect(snapshots).toContainText('There are no snapshots.');

  await snapshots.getByRole('button', { name: 'Take snapshot…' }).click();
  await carryOut(page, {
    label: 'Take snapshot',
    fill: async dialog => {
      await dialog.getByRole('textbox', { name: 'Name' }).fill('before-update');
      await dialog
        .getByRole('textbox', { name: 'Description' })
        .fill('OPNsense 25.7 as it was delivered');
    },
    effect: "under the name 'before-update'",
    run: `Take snapshot before-update of ${title}`,
  });
  await expect(snapshots).toContainText('OPNsense 25.7 as it was delivered');
  await expect(snapshots).toContainText('you are here');

  await choose(page, name, 'Change tags…');
  await carryOut(page, {
    label: 'Change tags',
    fill: async dialog => {
      await dialog.getByRole('textbox', { name: 'Tags to add' }).fill('legacy');
      await tick(dialog, 'router');
    },
    effect: /gets the tag legacy.*loses the tag router/s,
    run: `Change tags of ${title}`,
  });
  await expect(head(page).getByRole('link', { name: 'legacy' })).toBeVisible(
    untilReadAgain,
  );
  await expect(head(page).getByRole('link', { name: 'router' })).toHaveCount(0);

  await snapshots
    .getByRole('button', { name: 'Roll back to before-update…' })
    .click();
  await carryOut(page, {
    label: 'Roll back',
    // It brings back the tags of then, by which it may be decided who may do what.
    fill: dialog => tick(dialog, 'I have read this and want to go on'),
    effect: /become again what they were.*gets router and it loses legacy/s,
    confirm: title,
    run: `Roll back ${title} to before-update`,
  });

  await snapshots
    .getByRole('button', { name: 'Delete the snapshot before-update…' })
    .click();
  await carryOut(page, {
    label: 'Delete snapshot',
    effect: 'cannot be taken back any more',
    confirm: title,
    run: `Delete snapshot before-update of ${title}`,
  });
  await expect(snapshots).toContainText('There are no snapshots.');
});

test('guests that are selected are started, shut down and moved together, and who stays is named', async ({
  signInAs,
}) => {
  test.setTimeout(300_000);
  const page = await signInAs('operator');
  await page.goto(
    `${places.guests}?q=${encodeURIComponent('node:closet status:stopped')}`,
  );
  const row = (name: string) =>
    page.getByRole('grid').getByRole('row', { name });
  for (const name of ['opnsense-spare', 'wiki-old']) {
    await row(name).getByRole('checkbox', { name: 'Select' }).check();
  }
  await expect(page.getByText('2 guests selected')).toBeVisible();
  const down = page.getByRole('button', { name: /^Shut down \d$/ });
  await expect(down).toBeDisabled();

  await page.getByRole('button', { name: 'Start 2' }).click();
  await carryOut(page, {
    label: 'Start',
    effect: 'opnsense-spare (VM 151)',
    run: 'Start 2 guests',
  });
  // They are out of the filter now, and selected all the same.
  await expect(
    page.getByText('2 guests selected, 2 of them hidden by the filter'),
  ).toBeVisible(untilReadAgain);

  await expect(down).toHaveText('Shut down 2');
  await down.click();
  await carryOut(page, {
    label: 'Shut down',
    effect: 'wiki-old (CT 240)',
    run: 'Shut down 2 guests',
  });
  await expect(down).toHaveText('Shut down 0', untilReadAgain);

  await page.getByRole('button', { name: 'Migrate 2…' }).click();
  const dialog = page.getByRole('dialog');
  await pick(dialog, 'Target node', /forge/);
  await tick(dialog, 'Copy disks on local storages too');
  await dialog.getByRole('button', { name: 'Migrate', exact: true }).click();
  // A snapshot on a local storage keeps the other one where it is.
  await waitInTheLab(
    dialog.getByText(/^1 of 2 are moved\. 1 failed\. wiki-old \(CT 240\)/),
  );
  await expect(dialog.getByRole('region', { name: 'Log' })).toContainText(
    'opnsense-spare (VM 151): moved',
  );
  await closeDialog(page);
});

test('a viewer is offered nothing that changes anything', async ({
  signInAs,
}) => {
  const page = await signInAs('viewer');
  const offers = page.getByRole('main').getByRole('button', {
    name: /^(Actions for|Start|Shut down|Stop|Migrate|Take snapshot|Roll back|Delete|Accept)/,
  });
  for (const [path, shown] of [
    [places.guest, 'build-runner'],
    [`${places.guest}?part=snapshots`, 'you are here'],
    [places.guests, 'build-runner'],
    [`${places.node}?part=maintenance`, 'crm-command'],
    [places.access, 'Token that reads'],
  ]) {
    await page.goto(path);
    await expect(
      page.getByRole('main').getByText(shown).first(),
      path,
    ).toBeVisible();
    await expect(offers, path).toHaveCount(0);
    await expect(
      page.getByRole('checkbox', { name: 'Select' }),
      path,
    ).toHaveCount(0);
  }
});
