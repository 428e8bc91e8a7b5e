import { createApp } from '@backstage/frontend-defaults';
import catalogPlugin from '@backstage/plugin-catalog/alpha';
import orgPlugin from '@backstage/plugin-org/alpha';
import signalsPlugin from '@backstage/plugin-signals/alpha';
import proxmoxPlugin from '@reverb256/backstage-plugin-proxmox';
import { authModule } from './modules/auth';
import { bannerModule } from './modules/banner';
import { landingModule } from './modules/landing';
import { layoutModule } from './modules/layout';
import { navModule } from './modules/nav';
import { settingsPlugin } from './modules/settings';
import { themeModule } from './modules/theme';

/**
 * The portal. What is on is this list and nothing else: packages are not
 * discovered from package.json, so that a dependency cannot add a page.
 */
export const app = createApp({
  features: [
    proxmoxPlugin,
    catalogPlugin,
    orgPlugin,
    settingsPlugin,
    signalsPlugin,
    authModule,
    bannerModule,
    landingModule,
    layoutModule,
    navModule,
    themeModule,
  ],
});
