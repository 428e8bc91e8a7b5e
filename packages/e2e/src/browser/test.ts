import { test as base, type Page } from '@playwright/test';
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
});

export { expect } from '@playwright/test';
