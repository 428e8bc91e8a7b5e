import {
  AuthenticationError,
  isError,
  NotAllowedError,
} from '@backstage/errors';
import {
  createOAuthAuthenticator,
  decodeOAuthState,
} from '@backstage/plugin-auth-node';
import type {
  OAuthAuthenticator,
  OAuthSession,
} from '@backstage/plugin-auth-node';
import { errors } from 'openid-client';
import type { BaseClient, TokenSet } from 'openid-client';
import { bindSignIn } from './binding';
import { readPerson } from './claims';
import type { Person } from './claims';
import { withDeadline } from './client/deadline';
import { isTransportError } from './client/failure';
import type { OidcClientSource } from './client/OidcClientSource';
import type { OidcSettings } from './settings';

/** Metadata older than this is read again at a sign-in, which tells whether the provider is up. */
const SIGN_IN_METADATA_SECONDS = 30;

/** What the sign-in resolver gets to know. */
export interface OidcProfile {
  /** A refresh is the same person again, about once an hour. */
  event: 'sign-in' | 'refresh';
  person: Person;
}

function toSession(tokens: TokenSet): OAuthSession {
  if (!tokens.access_token) {
    throw new AuthenticationError(
      'The identity provider sent no access token. Sign in again; if it stays so, tell whoever runs the provider',
    );
  }
  return {
    accessToken: tokens.access_token,
    tokenType: tokens.token_type ?? 'bearer',
    idToken: tokens.id_token,
    scope: tokens.scope ?? '',
    expiresInSeconds: tokens.expires_in,
    refreshToken: tokens.refresh_token,
  };
}

async function askPerson(
  client: BaseClient,
  tokens: TokenSet,
): Promise<Person> {
  const { issuer, userinfo_endpoint } = client.issuer.metadata;
  return readPerson(issuer, {
    ...(tokens.id_token && tokens.claims()),
    ...(userinfo_endpoint && (await client.userinfo(tokens))),
  });
}

/**
 * The code flow with PKCE against a provider whose client may be unavailable.
 *
 * Its errors are for the person who signs in: ServiceUnavailableError when the provider is down,
 * NotAllowedError when it refused, AuthenticationError when its answer does not hold.
 */
export function createOidcAuthenticator(options: {
  settings: OidcSettings;
  source: OidcClientSource;
  /** Where the portal is; the way back from a sign-out at the provider. */
  appUrl: string;
}): OAuthAuthenticator<{ callbackUrl: string }, OidcProfile> {
  const { settings, source, appUrl } = options;

  const ask = async <T>(
    work: (client: BaseClient) => Promise<T>,
  ): Promise<T> => {
    const client = await source.get();
    try {
      return await withDeadline(settings.timeoutSeconds, work(client));
    } catch (error) {
      if (isTransportError(error)) {
        throw source.unavailable(error);
      }
      if (error instanceof errors.OPError) {
        throw error.error === 'access_denied'
          ? new NotAllowedError(
              `The identity provider did not let you in (${error.message})`,
            )
          : new AuthenticationError(
              `The identity provider rejected the sign-in (${error.message}). Sign in again; if it stays so, its client settings and those of the portal differ`,
            );
      }
      if (error instanceof errors.RPError) {
        throw new AuthenticationError(
          `The answer of the identity provider could not be verified (${error.message}). Sign in again`,
        );
      }
      throw error;
    }
  };

  return createOAuthAuthenticator<{ callbackUrl: string }, OidcProfile>({
    defaultProfileTransform: async ({ fullProfile: { person } }) => ({
      profile: {
        email: person.verifiedEmail,
        displayName: person.displayName,
        picture: person.picture,
      },
    }),

    scopes: { persist: true, required: ['openid', 'profile', 'email'] },

    initialize: ({ callbackUrl }) => ({ callbackUrl }),

    async start({ scope, state }, { callbackUrl }) {
      const client = await source.get({
        maxAgeSeconds: SIGN_IN_METADATA_SECONDS,
      });
      const { codeChallenge, nonce } = bindSignIn(settings.clientSecret, state);
      return {
        url: client.authorizationUrl({
          ...settings.startUrlSearchParams,
          redirect_uri: callbackUrl,
          scope,
          state,
          nonce,
          code_challenge: codeChallenge,
          code_challenge_method: 'S256',
          ...(settings.prompt !== 'auto' && { prompt: settings.prompt }),
        }),
      };
    },

    async authenticate({ req }, { callbackUrl }) {
      return ask(async client => {
        const parameters = client.callbackParams(req);
        const state = parameters.state ?? '';
        const { codeVerifier, nonce } = bindSignIn(
          settings.clientSecret,
          state,
        );
        const tokens = await client.callback(callbackUrl, parameters, {
          state,
          nonce,
          code_verifier: codeVerifier,
          response_type: 'code',
        });
        const session = toSession(tokens);
        if (
          !session.refreshToken &&
          decodeOAuthState(state).flow === 'redirect'
        ) {
          throw new AuthenticationError(
            'The identity provider sent no refresh token, without which the portal cannot keep anybody signed in. Its client needs the refresh_token grant; most providers also want offline_access among additionalScopes',
          );
        }
        const person = await askPerson(client, tokens);
        return { fullProfile: { event: 'sign-in', person }, session };
      });
    },

    async refresh({ refreshToken }) {
      return ask(async client => {
        const tokens = await client.refresh(refreshToken);
        const session = toSession(tokens);
        const person = await askPerson(client, tokens);
        return { fullProfile: { event: 'refresh', person }, session };
      });
    },

    async logout({ refreshToken }) {
      // Whoever signs out of the portal is signed out, also when the provider is down.
      const client = await source.get().catch(() => undefined);
      if (!client) {
        return undefined;
      }
      const { revocation_endpoint, end_session_endpoint } =
        client.issuer.metadata;
      if (refreshToken && revocation_endpoint) {
        await withDeadline(
          settings.timeoutSeconds,
          client.revoke(refreshToken, 'refresh_token'),
        ).catch((error: unknown) => {
          if (!isError(error)) {
            throw error;
          }
        });
      }
      return settings.endSession && end_session_endpoint
        ? {
            logoutUrl: client.endSessionUrl({
              post_logout_redirect_uri: appUrl,
            }),
          }
        : undefined;
    },
  });
}
