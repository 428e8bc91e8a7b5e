import type { Page } from '@playwright/test';
import { control, labNodes } from '../portal/control';
import { docsProblem } from '../portal/docsProblem';
import { gatheredAgain } from '../portal/findings';
import { places } from './places';
import { expect, test } from './test';

/** A collection of the cluster, and one of the findings, each every 10 s, and their way to the page. */
const untilGathered = { timeout: 40_000 };

/** An endpoint that did not answer is tried again after up to half a minute; only then is there something to gather. */
const untilReadAgain = { timeout: 90_000 };

/** An end is told when it has lasted for a minute. */
const untilTold = { timeout: 100_000, intervals: [2_000] };

const findingOf = (page: Page, title: string) =>
  page
    .getByRole('list', { name: 'Findings' })
    .getByRole('listitem')
    .filter({ has: page.getByRole('heading', { name: title, exact: true }) });

const notificationsOf = (page: Page, title: string) =>
  page.getByRole('main').getByRole('link', { name: title, exact: true });

/** Follows a finding's runbook, in a tab of its own, to its heading. */
async function followRunbook(page: Page, title: string, heading: string) {
  const href = await findingOf(page, title)
    .getByRole('link', { name: /runbook/ })
    .getAttribute('href');
  const tab = await page.context().newPage();
  await tab.goto(href ?? '');
  const problem = docsProblem();
  if (problem) {
    await expect(tab.getByText(problem.message)).toBeVisible();
  } else {
    await expect(
      tab.getByRole('main').getByRole('heading', { name: heading }),
    ).toBeInViewport();
  }
  await tab.close();
}

async function decide(page: Page, title: string, reason: string) {
  await findingOf(page, title)
    .getByRole('button', { name: `Acknowledge: ${title}` })
    .click();
  const dialog = page.getByRole('dialog');
  await dialog.getByRole('textbox', { name: 'Why' }).fill(reason);
  await dialog.getByRole('button', { name: 'Acknowledge' }).click();
}

test('a node that dies is a finding, told once to its owner, looked after by an operator, and over when it is back', async ({
  signInAs,
  besides,
}) => {
  test.setTimeout(300_000);
  const title = 'Node forge is offline';
  const operator = await signInAs('operator');
  await operator.goto(places.findings);
  await control.kill('forge');
  const finding = findingOf(operator, title);
  await expect(finding).toBeVisible(untilGathered);
  await expect(finding.getByText('Critical')).toBeVisible();
  await followRunbook(operator, title, 'Node offline');

  // The cluster is the administrators'.
  const owner = await besides('admin');
  await expect(async () => {
    await owner.goto('/notifications');
    await expect(notificationsOf(owner, title)).toHaveCount(1);
  }).toPass(untilTold);
  // The message of the turn that is under way comes after its gathering.
  await gatheredAgain(title);
  await gatheredAgain(title);
  await owner.reload();
  await expect(notificationsOf(owner, title)).toHaveCount(1);

  const reason = 'Its power supply is being changed';
  await decide(operator, title, reason);
  await expect(finding).toContainText(reason);
  const viewer = await besides('viewer');
  await viewer.goto(places.findings);
  const seen = findingOf(viewer, title);
  await expect(seen).toContainText('Acknowledged by operator');
  await expect(seen.getByRole('button', { name: /^History/ })).toBeVisible();
  await expect(
    seen.getByRole('button', { name: /^(Acknowledge|Mute|Release)/ }),
  ).toHaveCount(0);

  // Of what somebody looks after, the end is told only when it has lasted for long.
  await finding.getByRole('button', { name: `Release: ${title}` }).click();
  await expect(seen).not.toContainText('Acknowledged', untilGathered);
  await control.revive('forge');
  await expect(finding).toHaveCount(0, untilGathered);
  await operator.goto(`${places.findings}?show=resolved`);
  await expect(findingOf(operator, title)).toContainText('resolved');
  await expect(async () => {
    await owner.goto('/notifications');
    await expect(notificationsOf(owner, `Resolved: ${title}`)).toHaveCount(1);
  }).toPass(untilTold);
  await expect(notificationsOf(owner, title)).toHaveCount(0);
});

test('a cluster that cannot be read is a finding of its own, and says nothing of its nodes', async ({
  signInAs,
}) => {
  test.setTimeout(180_000);
  const title = 'Lab cluster cannot be read (unreachable)';
  const page = await signInAs('operator');
  await page.goto(places.findings);
  for (const node of labNodes) {
    await control.kill(node);
  }
  const finding = findingOf(page, title);
  await expect(finding).toBeVisible(untilGathered);
  await expect(finding.getByText('Critical')).toBeVisible();
  await expect(page.getByRole('heading', { name: /^Node / })).toHaveCount(0);
  await followRunbook(page, title, 'Source unreachable');

  for (const node of labNodes) {
    await control.revive(node);
  }
  await expect(finding).toHaveCount(0, untilReadAgain);
});
