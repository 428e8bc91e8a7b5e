import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { parts, places } from '../browser/places';
import { settled } from '../browser/settled';
import { signInButton } from '../browser/signIn';
import { expect, test } from '../browser/test';
import { recordFolder } from '../portal/folders';

const folder = process.env.SCREENSHOTS ?? recordFolder('screenshots');
mkdirSync(folder, { recursive: true });

const widths = [390, 768, 1440, 1920];
const schemes = ['light', 'dark'] as const;

test('pictures of every page', async ({ page, signInAs }) => {
  test.setTimeout(900_000);
  const take = async (name: string) => {
    for (const colorScheme of schemes) {
      await page.emulateMedia({ colorScheme });
      for (const width of widths) {
        await page.setViewportSize({ width, height: 1000 });
        await page.screenshot({
          path: join(folder, `${name}-${colorScheme}-${width}.png`),
          fullPage: true,
          animations: 'disabled',
        });
      }
    }
  };
  await page.goto('/');
  await expect(signInButton(page)).toBeVisible();
  await take('sign-in');

  await signInAs('admin');
  for (const [name, path] of Object.entries({ ...places, ...parts })) {
    await page.goto(path);
    await settled(page);
    await take(name);
  }
});
