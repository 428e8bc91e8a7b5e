import { createFrontendModule } from '@backstage/frontend-plugin-api';
import { AppRootWrapperBlueprint } from '@backstage/plugin-app-react';
import { FindingsStatus } from './findings/FindingsStatus';
import { RunsTray } from './tray';

/**
 * The tray of runs, and what screen readers are told of the findings, on every page. A wrapper, since elements of the app's root are there before anybody has signed in.
 *
 * @public
 */
export const infraTrayModule = createFrontendModule({
  pluginId: 'app',
  extensions: [
    AppRootWrapperBlueprint.make({
      name: 'infra-runs',
      params: {
        component: ({ children }) => (
          <>
            {children}
            <FindingsStatus />
            <RunsTray />
          </>
        ),
      },
    }),
  ],
});
