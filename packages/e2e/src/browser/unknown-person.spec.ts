import { machineTokenOf, userOf } from '../portal/labFile';
import { portalUrl } from '../portal/portal';
import { fillForm, signInButton } from './signIn';
import { expect, test } from './test';

/** Asks the catalog as a machine client with the admin's role. */
async function catalog(path: string, method = 'GET'): Promise<Response> {
  const response = await fetch(`${portalUrl()}/api/catalog${path}`, {
    method,
    headers: { authorization: `Bearer ${machineTokenOf('admin')}` },
  });
  if (!response.ok) {
    throw new Error(
      `The catalog answered ${response.status} to ${method} ${path}`,
    );
  }
  return response;
}

async function removeFromCatalog(name: string): Promise<void> {
  const found = await catalog(`/entities/by-name/user/default/${name}`);
  const { metadata } = await found.json();
  await catalog(`/entities/by-uid/${metadata.uid}`, 'DELETE');
}

// The catalog does not take the person back before the run is over: this file
// is the last one by its name.
test('somebody whom the catalog does not know is refused in words', async ({
  page,
}) => {
  const user = userOf('operator');
  await removeFromCatalog(user.name);

  await page.goto('/');
  await signInButton(page).click();
  await fillForm(page, user);

  await expect(page.getByRole('alert')).toContainText(/catalog/i);
  await expect(signInButton(page)).toBeVisible();
  await expect(page.getByRole('navigation')).toHaveCount(0);
});
