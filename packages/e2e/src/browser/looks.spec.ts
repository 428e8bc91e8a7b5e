import type { Page } from '@playwright/test';
import { expectLegible } from './legible';
import { parts, places } from './places';
import { settled } from './settled';
import { signInButton } from './signIn';
import { expect, test } from './test';

const widths = [390, 1440];
const schemes = ['light', 'dark'] as const;

test.use({
  // Colours are judged where they end, not on their way.
  contextOptions: { reducedMotion: 'reduce' },
});

/** Light and dark, on a phone and on a desk: a page is loaded once and changes, as it does for somebody who turns a tablet. */
async function expectLegibleEverywhere(page: Page): Promise<void> {
  for (const colorScheme of schemes) {
    await page.emulateMedia({ colorScheme });
    await expect(page.locator('body')).toHaveAttribute(
      'data-theme-mode',
      colorScheme,
    );
    for (const width of widths) {
      await page.setViewportSize({ width, height: 900 });
      await test.step(`${colorScheme}, ${width} px wide`, () =>
        expectLegible(page));
    }
  }
}

test('the sign-in page can be read by everybody', async ({ page }) => {
  await page.goto('/');
  await expect(signInButton(page)).toBeEnabled();
  await expectLegibleEverywhere(page);
});

for (const [what, all] of Object.entries({ page: places, part: parts })) {
  test(`every ${what} can be read by everybody`, async ({ signInAs }) => {
    // One test for all of them, of which there are more and more.
    test.setTimeout(300_000);
    const page = await signInAs('viewer');
    for (const path of Object.values(all)) {
      await test.step(path, async () => {
        await page.goto(path);
        await settled(page);
        await expectLegibleEverywhere(page);
      });
    }
  });
}
