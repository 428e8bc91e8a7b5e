import type { Locator, Page } from '@playwright/test';
import { userOf } from '../portal/labFile';
import { signInButton } from './signIn';
import { expect, test } from './test';

/** Presses Tab until the target has the focus, as somebody without a mouse does. */
async function tabTo(page: Page, target: Locator, atMost = 40): Promise<void> {
  await expect(target).toBeVisible();
  for (let presses = 0; presses < atMost; presses += 1) {
    await page.keyboard.press('Tab');
    if (await target.evaluate(each => each === document.activeElement)) {
      return;
    }
  }
  throw new Error(`${target} did not get the focus in ${atMost} presses`);
}

test('signing in and reaching a guest in the table need no mouse', async ({
  page,
}) => {
  const user = userOf('viewer');
  await page.goto('/');
  await tabTo(page, signInButton(page));
  await page.keyboard.press('Enter');

  await expect(page.getByLabel('Name')).toBeFocused();
  await page.keyboard.type(user.name);
  await page.keyboard.press('Tab');
  await page.keyboard.type(user.password);
  await page.keyboard.press('Enter');

  await expect(page).toHaveURL(/\/proxmox\/overview$/);
  const skip = page.getByRole('link', { name: 'Skip to the page' });
  await tabTo(page, skip);
  await page.keyboard.press('Enter');
  await expect(page.getByRole('main')).toBeFocused();

  await tabTo(page, page.getByRole('tab', { name: 'Overview' }));
  await page.keyboard.press('ArrowRight');
  await page.keyboard.press('ArrowRight');
  await page.keyboard.press('Enter');
  await expect(page).toHaveURL(/\/proxmox\/guests/);

  // A table is one stop; arrows move between its rows.
  const grid = page.getByRole('grid');
  await expect(grid.getByRole('row').nth(1)).toBeVisible();
  for (let presses = 0; presses < 40; presses += 1) {
    await page.keyboard.press('Tab');
    if (await grid.evaluate(each => each.contains(document.activeElement))) {
      return;
    }
  }
  throw new Error('The table of guests did not get the focus in 40 presses');
});
