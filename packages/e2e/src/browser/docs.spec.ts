import type { Page } from '@playwright/test';
import { docsProblem } from '../portal/docsProblem';
import { places } from './places';
import { expect, test } from './test';

/** Documents are looked for as soon as the portal starts, and then once a minute. */
const untilIndexed = { timeout: 90_000, intervals: [1_000] };

const heading = (page: Page, name: string) =>
  page.getByRole('main').getByRole('heading', { name });

test('a runbook is read, and leads to the page that it speaks of', async ({
  signInAs,
}) => {
  const page = await signInAs('viewer');
  await page
    .getByRole('navigation', { name: 'Pages' })
    .getByRole('link', { name: 'Docs' })
    .click();
  const problem = docsProblem();
  if (problem) {
    await expect(page.getByText(problem.message)).toBeVisible();
    return;
  }
  await page
    .getByRole('main')
    .getByRole('link', { name: 'Control Center' })
    .first()
    .click();
  await expect(heading(page, 'The portal')).toBeVisible();

  await page
    .getByRole('main')
    .getByRole('link', { name: 'Runbooks: Proxmox' })
    .click();
  await expect(heading(page, 'Node offline')).toBeVisible();
  await page.goto(places.runbook);
  await expect(heading(page, 'Not quorate')).toBeInViewport();

  await page
    .getByRole('main')
    .getByRole('link', { name: 'nodes', exact: true })
    .first()
    .click();
  await page.waitForURL(`**${places.nodes}`);
});

test('a word of a runbook finds it', async ({ signInAs }) => {
  test.setTimeout(120_000);
  const page = await signInAs('viewer');
  await page.goto('/search');
  const found = page
    .getByRole('main')
    .getByRole('link', { name: /^Storage full/ });
  if (docsProblem()) {
    await page.goto('/search?query=fstrim');
    await expect(page.getByText('Sorry, no results were found')).toBeVisible();
    return;
  }
  await expect(async () => {
    await page.goto('/search?query=fstrim');
    await expect(found).toBeVisible({ timeout: 5_000 });
  }).toPass(untilIndexed);

  await found.click();
  await expect(heading(page, 'Storage full')).toBeInViewport();
});
