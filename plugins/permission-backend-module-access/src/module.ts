import {
  coreServices,
  createBackendModule,
} from '@backstage/backend-plugin-api';
import { policyExtensionPoint } from '@backstage/plugin-permission-node/alpha';
import { AccessPolicy } from './AccessPolicy';
import { readAccessSettings } from './settings';

/**
 * The permission policy of the Control Center: roles bound to catalog groups, deny by default.
 *
 * @public
 */
export const permissionModuleAccess = createBackendModule({
  pluginId: 'permission',
  moduleId: 'access',
  register(reg) {
    reg.registerInit({
      deps: {
        config: coreServices.rootConfig,
        logger: coreServices.logger,
        policy: policyExtensionPoint,
        userInfo: coreServices.userInfo,
      },
      async init({ config, logger, policy, userInfo }) {
        const settings = readAccessSettings(config);
        policy.setPolicy(AccessPolicy.create({ settings, userInfo }));
        if (!Object.values(settings.roles).some(role => role.groups.length)) {
          logger.warn(
            'Nobody may do anything in this portal: no role has a group. Set access.roles.admin.groups in the configuration',
          );
        }
        if (!config.getOptionalBoolean('permission.enabled')) {
          logger.error(
            'Everybody who signs in may do everything in this portal: the roles have no effect until permission.enabled is true in the configuration',
          );
        }
      },
    });
  },
});
