import type { Role } from '../portal/labFile';
import { labNodes } from '../portal/control';
import { userOf } from '../portal/labFile';
import { places } from './places';
import { fillForm, signInButton } from './signIn';
import { expect, test } from './test';

for (const role of ['admin', 'operator', 'viewer'] satisfies Role[]) {
  test(`the ${role} signs in to an overview with three nodes, and out again`, async ({
    signInAs,
  }) => {
    const page = await signInAs(role);

    await expect(page).toHaveURL(/\/proxmox\/overview$/);
    const main = page.getByRole('main');
    for (const node of labNodes) {
      await expect(main.getByText(node, { exact: true })).toBeVisible();
    }

    await page.getByRole('button', { name: 'Sign out' }).click();
    await expect(signInButton(page)).toBeVisible();
    await page.goto(places.guests);
    await expect(signInButton(page)).toBeVisible();
  });
}

test('a wrong password is refused in words, and the right one is taken after it', async ({
  page,
}) => {
  const user = userOf('viewer');
  await page.goto('/');
  await signInButton(page).click();
  await fillForm(page, { ...user, password: 'not the password' });

  await expect(page.getByRole('alert')).toBeVisible();
  await expect(page.getByLabel('Name')).toHaveValue(user.name);

  await fillForm(page, user);
  await expect(page).toHaveURL(/\/proxmox\/overview$/);
});

for (const [name, path] of Object.entries({ ...places, start: '/' })) {
  test(`whoever is not signed in sees the sign-in page at ${name}`, async ({
    page,
  }) => {
    await page.goto(path);

    await expect(signInButton(page)).toBeVisible();
    await expect(page.getByRole('navigation')).toHaveCount(0);
    await expect(
      page.getByRole('complementary', { name: 'About this portal' }),
    ).toContainText('Lab');
    for (const node of labNodes) {
      await expect(page.getByText(node, { exact: true })).toHaveCount(0);
    }
  });
}

test('a reload and a second page keep the person signed in', async ({
  signInAs,
  context,
}) => {
  const page = await signInAs('viewer');
  await page.reload();
  await expect(page.getByRole('navigation', { name: 'Pages' })).toBeVisible();

  const second = await context.newPage();
  await second.goto(places.nodes);
  await expect(second.getByRole('navigation', { name: 'Pages' })).toBeVisible();
});
