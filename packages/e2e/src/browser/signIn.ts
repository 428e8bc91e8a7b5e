import type { Page } from '@playwright/test';

/** The one button of the portal's sign-in page. */
export const signInButton = (page: Page) =>
  page.getByRole('button', { name: 'Sign in', exact: true });

/** Fills in and sends the identity provider's form. */
export async function fillForm(
  page: Page,
  user: { name: string; password: string },
): Promise<void> {
  await page.getByLabel('Name').fill(user.name);
  await page.getByLabel('Password').fill(user.password);
  await page.getByRole('button', { name: 'Sign in' }).click();
}

/** Signs in as a person does, from the portal's address to the overview. */
export async function signIn(
  page: Page,
  user: { name: string; password: string },
): Promise<void> {
  await page.goto('/');
  await signInButton(page).click();
  await fillForm(page, user);
  await page.waitForURL('**/proxmox/**');
}
