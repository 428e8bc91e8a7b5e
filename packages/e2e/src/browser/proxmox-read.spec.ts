import type { Page } from '@playwright/test';
import { askPortal } from '../portal/askPortal';
import { control } from '../portal/control';
import { untilReadAgain, waitInTheLab } from './operate';
import { places } from './places';
import { expect, test } from './test';

const main = (page: Page) => page.getByRole('main');

/** Opens a part of a page by its tab, and says what the named part of it shows. */
async function openPart(page: Page, tab: string, region: string | RegExp) {
  await main(page).getByRole('tab', { name: tab, exact: true }).click();
  const part = main(page).getByRole('region', { name: region }).first();
  await expect(part).not.toHaveAttribute('aria-busy', 'true');
  return part;
}

test('a node is read from its load down to its disks and services', async ({
  signInAs,
}) => {
  const page = await signInAs('viewer');
  await page.goto(places.nodes);
  await main(page).getByRole('row', { name: 'forge' }).click();
  await page.waitForURL('**/proxmox/nodes/reverb256/forge');

  const load = main(page).getByRole('region', { name: 'Load', exact: true });
  await expect(load.getByRole('figure')).not.toHaveCount(0);
  await load.getByRole('radio', { name: 'Week' }).click();
  await expect(page).toHaveURL(/timeframe=week/);

  const disks = await openPart(page, 'Storage & disks', 'Physical disks');
  await expect(disks.getByRole('row', { name: '/dev/sda' })).toContainText(
    'failed',
  );
  const network = await openPart(page, 'Network', 'Network');
  await expect(network.getByRole('row', { name: 'vmbr0' })).toContainText(
    '10.25.6.12',
  );
  const services = await openPart(page, 'System', 'Services');
  await expect(services.getByRole('row', { name: /pveproxy/ })).toContainText(
    'running',
  );
  await expect(page).toHaveURL(/part=system/);
});

test('a guest is read from its configuration to its snapshots and backups', async ({
  signInAs,
}) => {
  const page = await signInAs('viewer');
  await page.goto(places.guest);
  const disks = await openPart(page, 'Configuration', 'Disks');
  await expect(disks.getByRole('row', { name: /virtio1/ })).toContainText(
    '300 GiB',
  );
  const snapshots = await openPart(page, 'Snapshots', 'Snapshots');
  // What was made on something is below it, and the guest goes on from the newest of its branch.
  const clean = snapshots
    .getByRole('listitem')
    .filter({ hasText: 'Debian 13, nothing installed' })
    .first();
  await expect(clean.getByRole('listitem')).toHaveCount(7);
  await expect(
    snapshots
      .getByRole('listitem')
      .filter({ hasText: 'before the upgrade of the kernel' })
      .last(),
  ).toContainText('you are here');

  await page.goto(places.container);
  const mounts = await openPart(page, 'Configuration', 'Disks');
  await expect(mounts).toContainText('tank');
  const backups = await openPart(page, 'Backups', 'Backups');
  await expect(backups).toContainText(/The last backup was made/);
});

test('a task is found while it runs, and its log is followed to its end', async ({
  signInAs,
}) => {
  test.setTimeout(120_000);
  const page = await signInAs('viewer');
  await askPortal('operator', '/api/proxmox/v1/actions/migrate-guest', {
    cluster: 'reverb256',
    guest: 'qemu/100',
    target: 'forge',
    withLocalDisks: true,
  });
  await page.goto(places.tasks);
  await page
    .getByRole('region', { name: 'Running now' })
    .getByRole('row', { name: /Migrate VM 100/ })
    .click(untilReadAgain);
  const dialog = page.getByRole('dialog', { name: 'Migrate VM 100' });
  const lines = dialog
    .getByRole('region', { name: 'Log' })
    .getByRole('listitem');
  await expect(lines).not.toHaveCount(0);
  await expect(dialog.getByRole('button', { name: 'Stop…' })).toHaveCount(0);
  const before = await lines.count();
  await waitInTheLab(dialog.getByText('TASK OK'));
  expect(await lines.count()).toBeGreaterThan(before);
});

test('when a storage is full is said where its history bears it out', async ({
  signInAs,
}) => {
  const page = await signInAs('viewer');
  await page.goto(places.storage);
  const growth = main(page).getByRole('region', { name: 'Growth' });
  await expect(growth).toContainText(
    /Full in about \d+ days \(between \d+ and \d+ days\)/,
  );
  const content = await openPart(page, 'Content', 'Content');
  await expect(
    content.getByRole('row', { name: /talos-worker-1/ }),
  ).toContainText('GiB');

  await page.goto('/proxmox/storages/reverb256/closet/archive');
  await expect(growth).toContainText('There is too little history');
});

test('the access page says what each feature needs, and what is missing', async ({
  signInAs,
}) => {
  const page = await signInAs('viewer');
  await page.goto(places.access);
  const read = main(page).getByRole('region', { name: 'Token that reads' });
  await expect(read).toContainText('ctrl@pve!inspect');
  await expect(read.getByRole('row', { name: /^Guests/ })).toContainText(
    'VM.Audit',
  );
  const change = main(page).getByRole('region', { name: 'Token that changes' });
  await expect(change.getByText('Lacks').first()).toBeVisible();
  await change.getByText('Commands that give it what is missing').click();
  await expect(change.getByLabel('Commands')).toContainText('pveum role');
});

test('a dead node and a storage that is away blank nothing else', async ({
  signInAs,
}) => {
  test.setTimeout(120_000);
  const page = await signInAs('viewer');
  await control.unmount('nas');
  await control.advance(310);
  await control.kill('closet');

  await page.goto(places.nodes);
  await expect(main(page).getByRole('row', { name: 'closet' })).toContainText(
    'offline',
    untilReadAgain,
  );
  await expect(main(page).getByRole('row', { name: 'nexus' })).toContainText(
    'online',
  );

  await page.goto(places.storages);
  const storages = page.getByRole('grid', { name: 'Storages' });
  await expect(storages.getByRole('row')).toHaveCount(13);
  await expect(storages.getByRole('row', { name: 'nas' })).toContainText(
    /not available|away/,
    untilReadAgain,
  );
  await expect(storages.getByRole('row', { name: 'ceph-vm' })).toContainText(
    'available',
  );

  await page.goto(places.tasks);
  await expect(
    page.getByRole('region', { name: 'History' }).getByRole('row').nth(3),
  ).toBeVisible();
  await expect(main(page).getByText('Not all tasks are known')).toBeVisible();

  await page.goto('/proxmox/nodes/reverb256/closet');
  await expect(main(page).getByText(/It was last online/)).toBeVisible();
  await page.goto(places.guest);
  await expect(main(page).getByRole('region', { name: 'Now' })).toContainText(
    'running',
  );
});

test('the entity of a guest shows it on a card and in a tab of its own', async ({
  signInAs,
}) => {
  const page = await signInAs('viewer');
  await page.goto(places['catalog-guest']);
  await expect(
    main(page).getByRole('link', { name: 'All about this guest' }),
  ).toHaveAttribute('href', places.guest);
  await expect(main(page).getByText('running').first()).toBeVisible();

  await main(page)
    .getByRole('navigation', { name: 'Content navigation' })
    .getByRole('link', { name: 'Proxmox' })
    .click();
  await page.waitForURL('**/proxmox');
  await expect(
    main(page).getByRole('tab', { name: 'Snapshots' }),
  ).toBeVisible();
});
