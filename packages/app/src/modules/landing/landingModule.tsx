import {
  createFrontendModule,
  PageBlueprint,
} from '@backstage/frontend-plugin-api';
import { Landing } from './Landing';

/** What `/` leads to. */
export const landingModule = createFrontendModule({
  pluginId: 'app',
  extensions: [
    PageBlueprint.make({
      name: 'landing',
      params: { path: '/', noHeader: true, loader: async () => <Landing /> },
    }),
  ],
});
