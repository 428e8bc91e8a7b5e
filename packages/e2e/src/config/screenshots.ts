import { defineConfig } from '@playwright/test';
import { join } from 'node:path';
import { sources } from '../portal/folders';
import { browserConfig } from './browser';

/** Pictures of every page for people to look at; nothing is judged. */
export const screenshotsConfig = defineConfig({
  ...browserConfig,
  testDir: join(sources, 'screenshots'),
  projects: [{ name: 'screenshots' }],
});
