import { defineConfig } from '@playwright/test';
import { join } from 'node:path';
import { recordFolder, sources } from '../portal/folders';
import { chromium } from './chromium';

/**
 * One portal for the whole run, one test at a time: they kill nodes and restart
 * the portal, which everybody on it sees.
 */
export const browserConfig = defineConfig({
  testDir: join(sources, 'browser'),
  outputDir: recordFolder('playwright'),
  globalSetup: join(sources, 'portal', 'globalSetup.ts'),
  globalTeardown: join(sources, 'portal', 'globalTeardown.ts'),
  workers: 1,
  fullyParallel: false,
  // A test that passes only when tried again fails somebody some day.
  retries: 0,
  forbidOnly: Boolean(process.env.CI),
  timeout: 60_000,
  expect: { timeout: 15_000 },
  reporter: 'list',
  use: {
    ...chromium(),
    actionTimeout: 15_000,
    colorScheme: 'light',
    locale: 'en-GB',
    timezoneId: 'Europe/Vienna',
    screenshot: 'only-on-failure',
  },
  projects: [
    { name: 'portal', teardown: 'secrets', testIgnore: '**/secrets.spec.ts' },
    // A teardown, so that it also runs, and last, after a test that failed.
    { name: 'secrets', testMatch: '**/secrets.spec.ts' },
  ],
});
