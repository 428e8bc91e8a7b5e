import AxeBuilder from '@axe-core/playwright';
import { expect, type Page } from '@playwright/test';

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
  {
    rule: 'role-img-alt',
    part: /^<div role="img" aria-labelledby="react-aria/,
    reason:
      'what is left for some seconds of the announcement that a button is busy, once the button is gone',
  },
];

/** What of axe's rules depends on the colours of a scheme, and on nothing else that does. */
const COLOURS = ['color-contrast', 'link-in-text-block'];

/**
 * No scrolling sideways, and nothing that axe knows to keep somebody out.
 *
 * @param judge - all of it, or, where the same page was judged as a whole before, what depends on the colour scheme
 *   besides, or whether everything has its place
 */
export async function expectLegible(
  page: Page,
  judge: 'all' | 'colours' | 'place' = 'all',
): Promise<void> {
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

  if (judge === 'place') return;
  // What only passes over the page, such as a message that goes by itself, is not how the page is.
  await expect
    .soft(
      async () => expect(await flawsOf(page, judge === 'colours')).toEqual([]),
      {
        message: `accessibility of ${page.url()}`,
      },
    )
    .toPass({ intervals: [1_000, 4_000], timeout: 15_000 });
}

/** What axe finds, without what is known of Backstage's own parts. */
async function flawsOf(page: Page, colours: boolean): Promise<string[]> {
  const axe = new AxeBuilder({ page });
  const { violations } = await (colours
    ? axe.withRules(COLOURS)
    : axe.withTags(['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa'])
  ).analyze();
  return violations.flatMap(({ id, help, nodes }) =>
    nodes
      .filter(
        ({ html }) =>
          !known.some(({ rule, part }) => rule === id && part.test(html)),
      )
      .map(({ html }) => `${id}: ${help}: ${html.slice(0, 200)}`),
  );
}
