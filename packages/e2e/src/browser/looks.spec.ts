import AxeBuilder from '@axe-core/playwright';
import type { Page } from '@playwright/test';
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

/** Flaws of Backstage's own parts, which are not ours to change. */
const known = [
  {
    rule: 'aria-valid-attr-value',
    part: /^<a class="bui-Tab /,
    reason:
      'tabs of the page header are links between pages and name a panel (aria-controls) that nobody draws; screen readers pass over it',
  },
  {
    rule: 'nested-interactive',
    part: /^<span class="MuiButtonBase-root MuiTableSortLabel-root/,
    reason:
      "the headers of the catalog's table are buttons to sort inside of handles to drag; both can be reached",
  },
  {
    rule: 'listitem',
    part: /^<li class="MuiListItem-root MuiListItem-gutters MuiListItem-divider/,
    reason:
      'each result of the search is a list item without a list around it; what is in it is read all the same',
  },
];

async function expectLegible(page: Page): Promise<void> {
  const { scrolls, widest } = await page.evaluate(() => {
    const { scrollWidth, clientWidth } = document.documentElement;
    return {
      scrolls: scrollWidth - clientWidth,
      widest: [...document.querySelectorAll('body *')]
        .filter(each => each.getBoundingClientRect().right > clientWidth + 1)
        .slice(0, 3)
        .map(each => each.outerHTML.slice(0, 120)),
    };
  });
  expect
    .soft(
      scrolls,
      `${page.url()} scrolls sideways; beyond the edge are ${widest.join(
        '\n',
      )}`,
    )
    .toBeLessThanOrEqual(0);

  const { violations } = await new AxeBuilder({ page })
    .withTags(['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa'])
    .analyze();
  expect
    .soft(
      violations.flatMap(({ id, help, nodes }) =>
        nodes
          .filter(
            ({ html }) =>
              !known.some(({ rule, part }) => rule === id && part.test(html)),
          )
          .map(({ html }) => `${id}: ${help}: ${html.slice(0, 200)}`),
      ),
      `accessibility of ${page.url()}`,
    )
    .toEqual([]);
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
