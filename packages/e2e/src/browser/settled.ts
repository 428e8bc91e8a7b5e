import { expect, type Page } from '@playwright/test';

/** Waits until a page shows what it is about, and not that it loads. */
export async function settled(page: Page): Promise<void> {
  await page.waitForLoadState('networkidle');
  await expect(page.getByRole('progressbar')).toHaveCount(0);
  await expect(
    page.getByRole('status').filter({ hasText: /^(Loading|Looking)/ }),
  ).toHaveCount(0);
  // Parts of a page are read each by itself.
  await expect(page.locator('[aria-busy="true"]')).toHaveCount(0);
}
