import { randomBytes } from 'node:crypto';
import { resolve } from 'node:path';
import { createBackend } from '@backstage/backend-defaults';
import { rootHttpRouterServiceFactory } from '@backstage/backend-defaults/rootHttpRouter';
import type { BackendFeature } from '@backstage/backend-plugin-api';
import { mockServices } from '@backstage/backend-test-utils';
import { ConfigSources, FileConfigSource } from '@backstage/config-loader';
import type { JsonObject } from '@backstage/types';
import { releasingDatabase } from 'backend-testing';
import type { Application } from 'express';
import { freePort } from 'lab/testing';
import { features } from '../features';
import { configureRootHttpRouter, rootHttpRouter } from '../rootHttpRouter';
import { PERSON_HEADER, type Person } from './testSignIn';

/** The backend as it runs, in this process, on a port of its own. */
export interface Portal {
  app: Application;
  url: string;
  /** What somebody has after signing in; needs the feature `testSignIn`. */
  tokenOf(person: Person): Promise<string>;
  stop(): Promise<void>;
}

/** What app-config.yaml says: tests are about the portal as it is configured. */
async function readConfiguration() {
  const config = await ConfigSources.toConfig(
    FileConfigSource.create({
      path: resolve(__dirname, '../../../../app-config.yaml'),
      watch: false,
    }),
  );
  const get = (key: string) => config.get<JsonObject>(key);
  const configuration = {
    access: get('access'),
    actions: get('backend.actions'),
    clients: get('auth.clientIdMetadataDocuments'),
    mcpActions: get('mcpActions'),
  };
  config.close();
  return configuration;
}

/**
 * Starts every feature that the portal has, with the roles and the tools of app-config.yaml, an identity provider that
 * nothing answers for, and data in memory.
 *
 * @param options - `features`: besides the portal's own; `config`: laid over, by its first two levels
 */
export async function startPortal(
  options: {
    features?: BackendFeature[];
    config?: { backend?: JsonObject; auth?: JsonObject } & JsonObject;
  } = {},
): Promise<Portal> {
  const port = await freePort();
  const url = `http://localhost:${port}`;
  const configured = await readConfiguration();
  const {
    backend: moreBackend,
    auth: moreAuth,
    ...more
  } = options.config ?? {};
  let app: Application | undefined;

  const backend = createBackend();
  features
    .filter(feature => feature !== rootHttpRouter)
    .forEach(feature => backend.add(feature));
  options.features?.forEach(feature => backend.add(feature));
  backend.add(
    rootHttpRouterServiceFactory({
      configure(context) {
        app = context.app;
        configureRootHttpRouter(context);
      },
    }),
  );
  backend.add(releasingDatabase);
  backend.add(mockServices.rootLogger.factory({ level: 'none' }));
  backend.add(
    mockServices.rootConfig.factory({
      data: {
        app: { baseUrl: url, title: 'Test' },
        backend: {
          baseUrl: url,
          listen: { host: '127.0.0.1', port },
          database: { client: 'better-sqlite3', connection: ':memory:' },
          actions: configured.actions,
          ...moreBackend,
        },
        auth: {
          environment: 'test',
          session: { secret: randomBytes(24).toString('base64') },
          clientIdMetadataDocuments: configured.clients,
          providers: {
            test: {},
            oidc: {
              test: {
                // Nothing listens there: the portal starts all the same.
                metadataUrl:
                  'http://127.0.0.1:9/.well-known/openid-configuration',
                clientId: 'portal',
                clientSecret: 'only for this test',
              },
            },
          },
          ...moreAuth,
        },
        permission: { enabled: true },
        access: configured.access,
        mcpActions: configured.mcpActions,
        catalog: { locations: [] },
        // Between replicas, and there is one: its long polls would outlast the test.
        events: { useEventBus: 'never' },
        proxmox: { clusters: [] },
        ...more,
      },
    }),
  );
  await backend.start();

  return {
    app: app!,
    url,
    async tokenOf(person) {
      const response = await fetch(`${url}/api/auth/test/refresh`, {
        headers: { [PERSON_HEADER]: JSON.stringify(person) },
      });
      const session = (await response.json()) as {
        backstageIdentity: { token: string };
      };
      return session.backstageIdentity.token;
    },
    stop: () => backend.stop(),
  };
}
