import {
  coreServices,
  createBackendModule,
} from '@backstage/backend-plugin-api';
import Router from 'express-promise-router';

/**
 * The auth plugin must answer without credentials, since it is where they come from; with it Backstage opens what every
 * plugin has besides: its list of actions and its permissions. These are for services and signed-in people. What an
 * assistant asks to be let in with is for the person who decides about it.
 *
 * A module is started before its plugin, so this comes before the routes that it closes; everyRoute.test.ts holds it to
 * that.
 */
export const closedAuthRoutes = createBackendModule({
  pluginId: 'auth',
  moduleId: 'closed-routes',
  register(env) {
    env.registerInit({
      deps: {
        httpAuth: coreServices.httpAuth,
        httpRouter: coreServices.httpRouter,
      },
      async init({ httpAuth, httpRouter }) {
        const router = Router();
        router.use(
          ['/.backstage/actions', '/.well-known/backstage'],
          async (request, _response, next) => {
            await httpAuth.credentials(request, { allow: ['user', 'service'] });
            next();
          },
        );
        router.use('/v1/sessions', async (request, _response, next) => {
          await httpAuth.credentials(request, { allow: ['user'] });
          next();
        });
        httpRouter.use(router);
      },
    });
  },
});
