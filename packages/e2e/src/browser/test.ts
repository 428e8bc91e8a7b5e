import { test as base, type BrowserContext, type Page } from '@playwright/test';
import { control } from '../portal/control';
import { userOf, type Role } from '../portal/labFile';
import { portalUrl } from '../portal/portal';
import { Recorder } from '../record/recorder';
import { signIn } from './signIn';

interface Fixtures {
  /** Keeps all that reaches the pages, for the search at the end of the run. */
  recorder: Recorder;
  /** The lab as it was at first, whatever the test before did to it. */
  seededLab: void;
  /** Signs the test's page in, and waits for the overview. */
  signInAs: (role: Role) => Promise<Page>;
  /** Signs somebody else in, in a browser of their own. */
  besides: (role: Role) => Promise<Page>;
}

/** Playwright's test on the portal of the run. */
export const test = base.extend<Fixtures>({
  baseURL: async ({}, use) => use(portalUrl()),
  recorder: [
    async ({ context }, use, info) => {
      const recorder = Recorder.create(context, info.titlePath.join(' '));
      await use(recorder);
      for (const page of context.pages()) {
        await recorder.page(page);
      }
      await recorder.done();
    },
    { auto: true },
  ],
  seededLab: [
    async ({}, use) => {
      await control.reset();
      await use();
    },
    { auto: true },
  ],
  signInAs: async ({ page }, use) => {
    await use(async role => {
      await signIn(page, userOf(role));
      return page;
    });
  },
  besides: async ({ browser }, use, info) => {
    const opened: { context: BrowserContext; recorder: Recorder }[] = [];
    await use(async role => {
      const context = await browser.newContext({ baseURL: portalUrl() });
      const title = [...info.titlePath, opened.length + 2].join(' ');
      opened.push({ context, recorder: Recorder.create(context, title) });
      const page = await context.newPage();
      await signIn(page, userOf(role));
      return page;
    });
    for (const { context, recorder } of opened) {
      for (const page of context.pages()) {
        await recorder.page(page);
      }
      await recorder.done();
      await context.close();
    }
  },
});

export { expect } from '@playwright/test';
