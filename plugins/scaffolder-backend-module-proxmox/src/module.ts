import {
  coreServices,
  createBackendModule,
} from '@backstage/backend-plugin-api';
import {
  createTemplateAction,
  scaffolderActionsExtensionPoint,
} from '@backstage/plugin-scaffolder-node';
import { templateAction } from '@reverb256/backstage-plugin-infra-node';
import { definitions } from './definitions';

/**
 * The steps that destroy something: they are no tools, so templates alone have them. Those that do not come from the
 * actions registry.
 *
 * @public
 */
export const scaffolderModuleProxmox = createBackendModule({
  pluginId: 'scaffolder',
  moduleId: 'proxmox',
  register(env) {
    env.registerInit({
      deps: {
        actions: scaffolderActionsExtensionPoint,
        auth: coreServices.auth,
        discovery: coreServices.discovery,
      },
      async init({ actions, auth, discovery }) {
        for (const definition of definitions) {
          actions.addActions(
            createTemplateAction(
              templateAction(definition, { auth, discovery }),
            ),
          );
        }
      },
    });
  },
});
