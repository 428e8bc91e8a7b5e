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

interface Ancestry {
  items: { entity: { kind: string; metadata: { uid: string } } }[];
}

/**
 * The file that a person comes from goes first: the catalog reads what an entity came from again as soon as the entity
 * is deleted, and would have the person back in a moment.
 */
async function removeFromCatalog(name: string): Promise<void> {
  const path = `/entities/by-name/user/default/${name}`;
  const answer = await catalog(`${path}/ancestry`);
  const { items } = (await answer.json()) as Ancestry;
  const [person, ...origins] = items.map(({ entity }) => entity);
  for (const { metadata } of [...origins.reverse(), person]) {
    await catalog(`/entities/by-uid/${metadata.uid}`, 'DELETE');
  }
}

// The catalog knows no person of the lab before its next start: this file is the last one by its name.
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
