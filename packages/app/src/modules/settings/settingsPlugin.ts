import userSettingsPlugin from '@backstage/plugin-user-settings/alpha';

const empty = [
  userSettingsPlugin.getExtension('sub-page:user-settings/auth-providers'),
  userSettingsPlugin.getExtension('sub-page:user-settings/feature-flags'),
];

/**
 * Backstage's settings without its two empty pages: nobody signs in to further
 * providers here, and no feature is behind a flag.
 */
export const settingsPlugin = userSettingsPlugin.withOverrides({
  extensions: empty.map(page => page.override({ disabled: true })),
});
