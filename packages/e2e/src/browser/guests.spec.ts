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
