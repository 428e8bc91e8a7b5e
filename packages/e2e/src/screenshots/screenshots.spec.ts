import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { places } from '../browser/places';
import { signInButton } from '../browser/signIn';
import { expect, test } from '../browser/test';
import { recordFolder } from '../portal/folders';

const folder = process.env.SCREENSHOTS ?? recordFolder('screenshots');
mkdirSync(folder, { recursive: true });

const widths = [390, 768, 1440, 1920];

for (const scheme of ['light', 'dark'] as const) {
  test.describe(scheme, () => {
    test.use({ colorScheme: scheme });

    test('pictures of every page', async ({ page, signInAs }) => {
      test.setTimeout(300_000);
      const take = async (name: string) => {
        for (const width of widths) {
          await page.setViewportSize({ width, height: 1000 });
          await page.screenshot({
            path: join(folder, `${name}-${scheme}-${width}.png`),
            fullPage: true,
            animations: 'disabled',
          });
        }
      };
      await page.goto('/');
      await expect(signInButton(page)).toBeVisible();
      await take('sign-in');

      await signInAs('admin');
      for (const [name, path] of Object.entries(places)) {
        await page.goto(path);
        await page.waitForLoadState('networkidle');
        await take(name);
      }
    });
  });
}
