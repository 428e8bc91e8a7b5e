import { DefaultSchedulerService } from '@backstage/backend-defaults/scheduler';
import {
  coreServices,
  createServiceFactory,
} from '@backstage/backend-plugin-api';
import { metricsServiceRef } from '@backstage/backend-plugin-api/alpha';
import { NotAllowedError } from '@backstage/errors';
import Router from 'express-promise-router';

/**
 * Backstage's scheduler, without its routes. By these it lets anybody who is signed in, and every machine token of the
 * plugin, start and stop scheduled tasks: whoever may read nothing could halt what collects. Tasks run on their clock.
 */
export const closedScheduler = createServiceFactory({
  service: coreServices.scheduler,
  deps: {
    database: coreServices.database,
    httpAuth: coreServices.httpAuth,
    httpRouter: coreServices.httpRouter,
    logger: coreServices.logger,
    metrics: metricsServiceRef,
    pluginMetadata: coreServices.pluginMetadata,
    rootLifecycle: coreServices.rootLifecycle,
  },
  factory({ httpAuth, ...services }) {
    const closed = Router();
    closed.use('/.backstage/scheduler', async request => {
      await httpAuth.credentials(request, { allow: ['user', 'service'] });
      throw new NotAllowedError(
        'Scheduled tasks run on their clock, and are neither listed, started nor stopped by request.',
      );
    });
    services.httpRouter.use(closed);
    return DefaultSchedulerService.create(services);
  },
});
