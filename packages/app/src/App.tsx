import { createApp } from '@backstage/frontend-defaults';
import catalogPlugin from '@backstage/plugin-catalog/alpha';
import notificationsPlugin from '@backstage/plugin-notifications/alpha';
import orgPlugin from '@backstage/plugin-org/alpha';
import searchPlugin from '@backstage/plugin-search/alpha';
import signalsPlugin from '@backstage/plugin-signals/alpha';
import infraPlugin, {
  infraTrayModule,
} from '@reverb256/backstage-plugin-infra';
import proxmoxPlugin, {
  proxmoxSearchModule,
} from '@reverb256/backstage-plugin-proxmox';
import { authModule, consentPlugin } from './modules/auth';
import { bannerModule } from './modules/banner';
import { docsPlugin } from './modules/docs';
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
    infraPlugin,
    infraTrayModule,
    catalogPlugin,
    docsPlugin,
    searchPlugin,
    proxmoxSearchModule,
    notificationsPlugin,
    orgPlugin,
    settingsPlugin,
    signalsPlugin,
    consentPlugin,
    authModule,
    bannerModule,
    landingModule,
    layoutModule,
    navModule,
    themeModule,
  ],
});
