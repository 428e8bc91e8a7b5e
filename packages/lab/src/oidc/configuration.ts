import type { Configuration, JWKS, KoaContextWithOIDC } from 'oidc-provider';
import type { AccountDirectory } from './accounts.ts';
import type { ProviderIdentity } from './identity.ts';
import { problemPage, signOutPage } from './pages.ts';
import type { Page } from './pages.ts';
import type { SessionStore } from './session-store.ts';

/** The portal, as the provider knows it. */
export const CLIENT_ID = 'control-center';

const HOUR = 60 * 60;
const DAY = 24 * HOUR;
const SCOPES = 'openid profile email groups offline_access';

function respond(ctx: KoaContextWithOIDC, page: Page): void {
  ctx.set(page.headers);
  ctx.body = page.html;
}

/** Everything that the provider is told: one client, which nobody has to consent to. */
export function createConfiguration(options: {
  accounts: AccountDirectory;
  identity: ProviderIdentity;
  portalUrl: string;
  store: SessionStore;
}): Configuration {
  const { accounts, identity, portalUrl, store } = options;
  const portal = new URL(portalUrl);
  return {
    adapter: model => store.adapter(model),
    clients: [
      {
        client_id: CLIENT_ID,
        client_name: 'Control Center',
        client_secret: identity.clientSecret,
        grant_types: ['authorization_code', 'refresh_token'],
        response_types: ['code'],
        redirect_uris: [new URL('/api/auth/oidc/handler/frame', portal).href],
        post_logout_redirect_uris: [portal.origin, `${portal.origin}/`],
      },
    ],
    claims: {
      openid: ['sub'],
      profile: ['name', 'preferred_username'],
      email: ['email', 'email_verified'],
      groups: ['groups'],
    },
    cookies: { keys: identity.cookieKeys },
    jwks: identity.jwks as JWKS,
    findAccount: async (_ctx, accountId) => accounts.find(accountId),
    features: {
      devInteractions: { enabled: false },
      revocation: { enabled: true },
      rpInitiatedLogout: {
        enabled: true,
        logoutSource: async (ctx, form) =>
          respond(ctx, signOutPage(form, portal.origin)),
        postLogoutSuccessSource: async ctx =>
          respond(
            ctx,
            problemPage(
              'You are signed out',
              'The session at the lab has ended.',
              portalUrl,
            ),
          ),
      },
    },
    interactions: {
      url: (_ctx, interaction) => `/interaction/${interaction.uid}`,
    },
    // The portal comes back after a redirect with nothing but its refresh token, so there is
    // always one, and it outlives the session at the provider.
    issueRefreshToken: async (_ctx, client) =>
      client.grantTypeAllowed('refresh_token'),
    expiresWithSession: async () => false,
    loadExistingGrant: async ctx => {
      const { client, session, provider } = ctx.oidc;
      if (!client || !session?.accountId) {
        return undefined;
      }
      const known = session.grantIdFor(client.clientId);
      const grant = known ? await provider.Grant.find(known) : undefined;
      if (grant) {
        return grant;
      }
      const fresh = new provider.Grant({
        clientId: client.clientId,
        accountId: session.accountId,
      });
      fresh.addOIDCScope(SCOPES);
      await fresh.save();
      return fresh;
    },
    pkce: { required: () => true },
    renderError: async (ctx, out) =>
      respond(
        ctx,
        problemPage(
          'Sign-in did not work',
          `${out.error}${
            out.error_description ? `: ${out.error_description}` : ''
          }`,
          portalUrl,
        ),
      ),
    scopes: SCOPES.split(' '),
    ttl: {
      AccessToken: HOUR,
      AuthorizationCode: 60,
      Grant: 14 * DAY,
      IdToken: HOUR,
      Interaction: HOUR,
      RefreshToken: 14 * DAY,
      Session: 14 * DAY,
    },
  };
}
