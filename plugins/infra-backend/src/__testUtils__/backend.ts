import {
  coreServices,
  createBackendPlugin,
  createServiceFactory,
} from '@backstage/backend-plugin-api';
import {
  mockCredentials,
  mockServices,
  startTestBackend,
} from '@backstage/backend-test-utils';
import { NotAllowedError } from '@backstage/errors';
import notificationsPlugin from '@backstage/plugin-notifications-backend';
import { catalogServiceMock } from '@backstage/plugin-catalog-node/testUtils';
import { AuthorizeResult } from '@backstage/plugin-permission-common';
import { signalsServiceRef } from '@backstage/plugin-signals-node';
import { releasingDatabase } from 'backend-testing';
import Router from 'express-promise-router';
import type { Request, Response } from 'express';
import request from 'supertest';
import infraPlugin from '../index';

/** Answers a request to a fake plugin; who asks is `service`, or the entity ref of a person. */
export type Answer = (
  caller: string,
  request: Request,
  response: Response,
) => unknown;

/** The routes of a fake plugin, by path; they may be exchanged while it runs. */
export type FakePlugin = Record<string, Answer>;

/** A plugin that answers over real HTTP, to whoever the real routes would answer to. */
function fakePlugin(pluginId: string, routes: FakePlugin) {
  return createBackendPlugin({
    pluginId,
    register(env) {
      env.registerInit({
        deps: {
          httpAuth: coreServices.httpAuth,
          httpRouter: coreServices.httpRouter,
        },
        async init({ httpAuth, httpRouter }) {
          const router = Router();
          router.use(async (incoming, response, next) => {
            const { principal } = await httpAuth.credentials(incoming, {
              allow: ['user', 'service'],
            });
            const caller =
              principal.type === 'user' ? principal.userEntityRef : 'service';
            const answer = routes[incoming.path];
            if (!answer) return next();
            const body = await answer(caller, incoming, response);
            if (!response.headersSent) response.json(body);
            return undefined;
          });
          httpRouter.use(router);
        },
      });
    },
  });
}

const entity = (kind: string, name: string, relations: [string, string][]) => ({
  apiVersion: 'backstage.io/v1alpha1',
  kind,
  metadata: { name, namespace: 'default' },
  spec: {},
  relations: relations.map(([type, targetRef]) => ({ type, targetRef })),
});

/** Nodes belong to a team that Ann is in; the operators are Bob. */
const entities = [
  entity('Group', 'team', [['hasMember', 'user:default/ann']]),
  entity('Group', 'platform-operators', [['hasMember', 'user:default/bob']]),
  entity('Resource', 'forge', [['ownedBy', 'group:default/team']]),
  entity('Resource', 'orphan', []),
];

/** The subject of a machine whose token may not be passed on. */
export const RESTRICTED = 'external:restricted';

/** The plugin among fake ones, with a scheduler whose clock is the test, and Backstage's own notifications. */
export async function startInfra(options: {
  plugins: Record<string, FakePlugin>;
  denied?: string[];
}) {
  const { plugins, denied = [] } = options;
  const scheduler = mockServices.scheduler();
  const signalled: string[] = [];
  const audited: unknown[] = [];
  const backend = await startTestBackend({
    features: [
      infraPlugin,
      notificationsPlugin,
      releasingDatabase,
      ...Object.entries(plugins).map(([id, routes]) => fakePlugin(id, routes)),
      catalogServiceMock.factory({ entities }),
      createServiceFactory({
        service: coreServices.scheduler,
        deps: {},
        factory: () => scheduler,
      }),
      createServiceFactory({
        service: signalsServiceRef,
        deps: {},
        factory: () => ({
          publish: async ({ channel }) => {
            signalled.push(channel);
          },
        }),
      }),
      createServiceFactory({
        service: coreServices.auth,
        deps: { plugin: coreServices.pluginMetadata },
        factory({ plugin }) {
          const auth = mockServices.auth({ pluginId: plugin.getId() });
          const issue = auth.getPluginRequestToken.bind(auth);
          auth.getPluginRequestToken = async given => {
            const { subject } = given.onBehalfOf.principal as {
              subject?: string;
            };
            if (subject === RESTRICTED) throw new NotAllowedError('restricted');
            return issue(given);
          };
          return auth;
        },
      }),
      mockServices.auditor.mock({
        async createEvent({ eventId, meta }) {
          const end = (status: string) => async () => {
            audited.push({ eventId, status, ...meta });
          };
          return { success: end('succeeded'), fail: end('failed') };
        },
      }).factory,
      mockServices.permissions.mock({
        authorize: async requests =>
          requests.map(({ permission }) => ({
            result: denied.includes(permission.name)
              ? AuthorizeResult.DENY
              : AuthorizeResult.ALLOW,
          })),
      }).factory,
      mockServices.rootConfig.factory({
        data: {
          app: { baseUrl: 'http://localhost:3000' },
          backend: {
            database: { client: 'better-sqlite3', connection: ':memory:' },
          },
          infra: { plugins: Object.keys(plugins) },
        },
      }),
    ],
  });
  const api = request(backend.server);
  const as = (name: string) => ({
    Authorization: mockCredentials.user.header(`user:default/${name}`),
  });
  return {
    api,
    as,
    signalled,
    audited,
    stop: () => backend.stop(),
    collect: () => scheduler.triggerTask('collect-findings'),
    /** What somebody was told, each with when it was last changed. */
    async toldTo(name: string): Promise<string[]> {
      const { body } = await api
        .get('/api/notifications/notifications')
        .set(as(name))
        .expect(200);
      return body.notifications.map(
        (n: { payload: { title: string } }) => n.payload.title,
      );
    },
  };
}
