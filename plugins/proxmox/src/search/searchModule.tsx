import {
  ApiBlueprint,
  createApiFactory,
  createFrontendModule,
  fetchApiRef,
  routeResolutionApiRef,
} from '@backstage/frontend-plugin-api';
import { searchApi } from '@backstage/plugin-search/alpha';
import { searchApiRef, type SearchApi } from '@backstage/plugin-search-react';
import { guestRouteRef } from '../routes';
import { findGuestsBy } from './findGuests';
import { GuestSearchApi } from './GuestSearchApi';

/**
 * Puts Proxmox's guests above what the portal's search finds. An API can be replaced by a module of its own plugin only,
 * so an app adds this module beside the plugin.
 *
 * @public
 */
export const proxmoxSearchModule = createFrontendModule({
  pluginId: 'search',
  extensions: [
    searchApi.override({
      factory: originalFactory => {
        const index = originalFactory().get(ApiBlueprint.dataRefs.factory);
        const factory = createApiFactory({
          api: searchApiRef,
          deps: {
            ...index.deps,
            guestFetchApi: fetchApiRef,
            routeResolutionApi: routeResolutionApiRef,
          },
          factory: ({ guestFetchApi, routeResolutionApi, ...deps }) =>
            GuestSearchApi.create({
              search: index.factory(deps) as SearchApi,
              find: findGuestsBy(guestFetchApi),
              hrefOf: (cluster, guest) => {
                const [type, vmid] = guest.split('/');
                const path = routeResolutionApi.resolve(guestRouteRef);
                return path?.({ cluster, type, vmid }) ?? '';
              },
            }),
        });
        return [ApiBlueprint.dataRefs.factory(factory)];
      },
    }),
  ],
});
