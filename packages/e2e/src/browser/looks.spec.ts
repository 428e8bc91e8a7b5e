import type { Page } from '@playwright/test';
import { expectLegible } from './legible';
import { parts, places } from './places';
import { settled } from './settled';
import { signInButton } from './signIn';
import { expect, test } from './test';

test.use({
  // Colours are judged where they end, not on their way.
  contextOptions: { reducedMotion: 'reduce' },
});

/**
 * The four ways to look at a page, each but one change from the one before. What is to be judged is judged once: all of it
 * for each width, colours for each scheme, and in the last only whether everything has its place.
 */
const looks = [
  { colorScheme: 'light', width: 390, judge: 'all' },
  { colorScheme: 'light', width: 1440, judge: 'all' },
  { colorScheme: 'dark', width: 1440, judge: 'colours' },
  { colorScheme: 'dark', width: 390, judge: 'place' },
] as const;

/** Light and dark, on a phone and on a desk: a page is loaded once, and changes as it does for who turns a tablet at dusk. */
async function expectLegibleEverywhere(page: Page): Promise<void> {
  for (const { colorScheme, width, judge } of looks) {
    await page.setViewportSize({ width, height: 900 });
    await page.emulateMedia({ colorScheme });
    await expect(page.locator('body[data-theme-mode]')).toHaveAttribute(
      'data-theme-mode',
      colorScheme,
    );
    // Some of Backstage's pages load again for another width.
    await settled(page, 150);
    await test.step(`${colorScheme}, ${width} px wide`, () =>
      expectLegible(page, judge));
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
    test.setTimeout(480_000);
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
