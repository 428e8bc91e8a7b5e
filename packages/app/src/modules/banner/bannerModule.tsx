import {
  AppRootElementBlueprint,
  createFrontendModule,
} from '@backstage/frontend-plugin-api';
import { Banner } from './Banner';

/**
 * The strip of `infra.banner`. An element of the app's root and not of its
 * layout, so that it is above the sign-in page too.
 */
export const bannerModule = createFrontendModule({
  pluginId: 'app',
  extensions: [
    AppRootElementBlueprint.make({
      name: 'banner',
      params: { element: <Banner /> },
    }),
  ],
});
