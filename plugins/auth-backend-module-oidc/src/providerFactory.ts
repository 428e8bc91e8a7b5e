import type {
  AuditorService,
  AuthService,
} from '@backstage/backend-plugin-api';
import type { Config } from '@backstage/config';
import {
  createOAuthRouteHandlers,
  OAuthEnvironmentHandler,
} from '@backstage/plugin-auth-node';
import type { AuthProviderFactory } from '@backstage/plugin-auth-node';
import type { CatalogService } from '@backstage/plugin-catalog-node';
import { createOidcAuthenticator } from './authenticator';
import { DefaultOidcClientSource } from './client/OidcClientSource';
import { withReadableErrors } from './readableHandlers';
import { readSettings } from './settings';
import { DefaultCatalogPeople } from './signIn/CatalogPeople';
import { createSignInResolver } from './signIn/resolver';

/**
 * Makes the provider's routes, for each environment that the configuration has.
 *
 * @param options - `signal` ends what runs in the background.
 */
export function createOidcProviderFactory(options: {
  auditor: AuditorService;
  auth: AuthService;
  catalog: CatalogService;
  signal: AbortSignal;
}): AuthProviderFactory {
  const { auditor, auth, catalog, signal } = options;

  return context => {
    const { appUrl, isOriginAllowed, logger } = context;

    const createHandlers = (environment: string, config: Config) => {
      const settings = readSettings(environment, config);
      const source = DefaultOidcClientSource.create({
        settings,
        logger,
        signal,
      });
      const people = DefaultCatalogPeople.create({
        catalog,
        auth,
        subjectAnnotation: settings.subjectAnnotation,
      });
      const { admit } = settings;
      return withReadableErrors(
        createOAuthRouteHandlers({
          ...context,
          config,
          authenticator: createOidcAuthenticator({ settings, source, appUrl }),
          signInResolver: createSignInResolver({
            environment,
            admit,
            people,
            auditor,
          }),
        }),
        isOriginAllowed,
      );
    };

    return new OAuthEnvironmentHandler(
      new Map(
        context.config
          .keys()
          .map(environment => [
            environment,
            createHandlers(environment, context.config.getConfig(environment)),
          ]),
      ),
    );
  };
}
