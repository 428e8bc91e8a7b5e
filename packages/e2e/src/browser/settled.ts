import { expect, type Page } from '@playwright/test';

/**
 * Waits until a page shows what it is about, and not that it loads.
 *
 * @param stillMs - how long nothing may have come: between what has come and what it asks for is a moment without either
 */
export async function settled(page: Page, stillMs = 400): Promise<void> {
  await page.waitForLoadState('networkidle');
  // Parts of a page are read each by itself, and say so.
  const loading = page
    .locator('[aria-busy="true"]')
    .or(page.getByRole('progressbar'))
    .or(page.getByRole('status').filter({ hasText: /^(Loading|Looking)/ }));
  let before = 0;
  await expect
    .poll(
      async () => {
        const now = await page.locator('main *').count();
        const isStill = now === before && (await loading.count()) === 0;
        before = now;
        return isStill;
      },
      { message: `${page.url()} is loaded`, intervals: [stillMs] },
    )
    .toBe(true);
}
