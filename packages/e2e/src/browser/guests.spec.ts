import { places } from './places';
import { expect, test } from './test';

test('search and filters of the guests are in the address and survive a reload', async ({
  signInAs,
}) => {
  const page = await signInAs('viewer');
  await page.goto(places.guests);
  const rows = page.getByRole('main').getByRole('row');
  await expect(rows.nth(10)).toBeVisible();
  const all = await rows.count();

  await page.getByRole('combobox', { name: 'Search' }).fill('closet');
  await expect.poll(() => rows.count()).toBeLessThan(all);
  const matching = await rows.allInnerTexts();
  await expect(page).toHaveURL(/closet/);

  await page.reload();
  await expect(page.getByRole('combobox', { name: 'Search' })).toHaveValue(
    'closet',
  );
  await expect.poll(() => rows.count()).toBe(matching.length);
});

test('a search by tag is in the address, and there again on the way back', async ({
  signInAs,
}) => {
  const page = await signInAs('viewer');
  await page.goto(places.guests);
  const search = page.getByRole('combobox', { name: 'Search' });
  await search.fill('tag:critical node:nexus');
  const rows = page.getByRole('grid').getByRole('row');
  // The head, and vault-1, dns-1 and postgres.
  await expect(rows).toHaveCount(4);
  await expect(page).toHaveURL(/q=tag%3Acritical/);

  await rows.filter({ hasText: 'postgres' }).click();
  await page.waitForURL('**/lxc/221');
  await page.goBack();
  await expect(search).toHaveValue('tag:critical node:nexus');
  await expect(rows).toHaveCount(4);
});

test('columns stay as they were chosen', async ({ signInAs }) => {
  const page = await signInAs('viewer');
  await page.goto(places.guests);
  const column = page.getByRole('columnheader', { name: 'Cores' });
  const choose = async (option: string) => {
    await page.getByRole('button', { name: 'Columns' }).click();
    await page.getByRole('option', { name: option, exact: true }).click();
    await page.keyboard.press('Escape');
  };
  await expect(page.getByRole('columnheader', { name: 'Guest' })).toBeVisible();
  await expect(column).toHaveCount(0);
  await choose('Cores');
  await expect(column).toBeVisible();
  await page.reload();
  await expect(column).toBeVisible();
  await choose('As many as fit');
  await expect(column).toHaveCount(0);
});

test('the search of the portal finds a guest by its address', async ({
  signInAs,
}) => {
  const page = await signInAs('viewer');
  await page.goto(places.guest);
  const inside = page.getByRole('main').getByRole('region', { name: 'Inside' });
  const told = inside.getByText(/10\.\d+\.\d+\.\d+/).first();
  await expect(told).toBeVisible();
  const [address] = /10(\.\d+){3}/.exec(await told.innerText()) ?? [''];

  await page.goto('/search');
  // Addresses are read by a sweep, a few guests at a time.
  await expect(async () => {
    await page.getByRole('textbox', { name: 'Search' }).fill('');
    await page.getByRole('textbox', { name: 'Search' }).fill(address);
    await expect(
      page.getByRole('main').getByRole('link', { name: 'build-runner' }),
    ).toBeVisible({ timeout: 5_000 });
  }).toPass({ timeout: 40_000 });
  await page
    .getByRole('main')
    .getByRole('link', { name: 'build-runner' })
    .click();
  await page.waitForURL(`**${places.guest}`);
});
