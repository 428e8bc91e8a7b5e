import { createFrontendModule } from '@backstage/frontend-plugin-api';
import { NavContentBlueprint } from '@backstage/plugin-app-react';
import { Navigation } from './Navigation';
import { orderPages } from './orderPages';

/** The portal's navigation, made from the pages that the person may see. */
export const navModule = createFrontendModule({
  pluginId: 'app',
  extensions: [
    NavContentBlueprint.make({
      params: {
        component: ({ navItems }) => (
          <Navigation pages={orderPages(navItems.clone())} />
        ),
      },
    }),
  ],
});
