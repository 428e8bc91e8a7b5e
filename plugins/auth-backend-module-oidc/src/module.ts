import {
  coreServices,
  createBackendModule,
} from '@backstage/backend-plugin-api';
import { authProvidersExtensionPoint } from '@backstage/plugin-auth-node';
import { catalogServiceRef } from '@backstage/plugin-catalog-node';
import { createOidcProviderFactory } from './providerFactory';

/**
 * Sign-in with OpenID Connect, as provider `oidc` of the auth plugin.
 *
 * @public
 */
export const authModuleOidc = createBackendModule({
  pluginId: 'auth',
  moduleId: 'oidc',
  register(reg) {
    reg.registerInit({
      deps: {
        auditor: coreServices.auditor,
        auth: coreServices.auth,
        catalog: catalogServiceRef,
        lifecycle: coreServices.lifecycle,
        providers: authProvidersExtensionPoint,
      },
      async init({ auditor, auth, catalog, lifecycle, providers }) {
        const stop = new AbortController();
        lifecycle.addShutdownHook(() => stop.abort());
        providers.registerProvider({
          providerId: 'oidc',
          factory: createOidcProviderFactory({
            auditor,
            auth,
            catalog,
            signal: stop.signal,
          }),
        });
      },
    });
  },
});
