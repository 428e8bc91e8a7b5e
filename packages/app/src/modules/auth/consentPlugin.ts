import authPlugin from '@backstage/plugin-auth';

/** Where somebody who is signed in decides whether an assistant may come in as them; reached from the assistant only. */
export const consentPlugin = authPlugin.withOverrides({
  title: 'Let an assistant in',
  extensions: [],
});
