import type { Page } from '@playwright/test';
import { expectLegible } from './legible';
import { places } from './places';
import { signInButton } from './signIn';
import { expect, test } from './test';

const widths = { phone: 390, desk: 1440 };
const schemes = ['light', 'dark'] as const;

/** Waits until a page shows what it is about, and not that it loads. */
async function settled(page: Page): Promise<void> {
  await page.waitForLoadState('networkidle');
  await expect(page.getByRole('progressbar')).toHaveCount(0);
}

for (const scheme of schemes) {
  for (const [device, width] of Object.entries(widths)) {
    test.describe(`${scheme}, on a ${device}`, () => {
      test.use({
        colorScheme: scheme,
        viewport: { width, height: 900 },
        // Colours are judged where they end, not on their way.
        contextOptions: { reducedMotion: 'reduce' },
      });

      test('the sign-in page can be read by everybody', async ({ page }) => {
        await page.goto('/');
        await expect(signInButton(page)).toBeEnabled();
        await expectLegible(page);
      });

      test('every page can be read by everybody', async ({ signInAs }) => {
        // One test for all pages, of which there are more and more.
        test.setTimeout(180_000);
        const page = await signInAs('viewer');
        await expect(page.locator('body')).toHaveAttribute(
          'data-theme-mode',
          scheme,
        );
        for (const path of Object.values(places)) {
          await test.step(path, async () => {
            await page.goto(path);
            await settled(page);
            await expectLegible(page);
          });
        }
      });
    });
  }
}
