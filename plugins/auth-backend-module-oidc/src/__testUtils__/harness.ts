/** A backend with the real auth plugin and this module, and the lab's provider in its own process. */
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as nextTurn } from 'node:timers/promises';
import { authServiceFactory } from '@backstage/backend-defaults/auth';
import { httpAuthServiceFactory } from '@backstage/backend-defaults/httpAuth';
import { mockServices, startTestBackend } from '@backstage/backend-test-utils';
import type { TestBackend } from '@backstage/backend-test-utils';
import type { Entity } from '@backstage/catalog-model';
import authPlugin from '@backstage/plugin-auth-backend';
import { catalogServiceMock } from '@backstage/plugin-catalog-node/testUtils';
import type { JsonObject } from '@backstage/types';
import { releasingDatabase } from 'backend-testing';
import { spawnOidcProvider, TestBrowser } from 'lab/oidc/testing';
import type { SpawnedOidcProvider } from 'lab/oidc/testing';
import authModuleOidc from '../index';

/** Where the tests pretend that the portal's pages are. */
export const APP_URL = 'http://localhost:3000';

/** The page that the redirect flow returns to. */
export const PAGE_URL = `${APP_URL}/proxmox?tab=guests`;

const password = (name: string) => `password of ${name}`;

const users = [
  { name: 'admin', role: 'admin' },
  { name: 'linked', role: 'viewer', emailVerified: false },
  { name: 'outsider', role: 'viewer' },
  { name: 'stranger', role: 'admin' },
  { name: 'unverified', role: 'admin', emailVerified: false },
].map(user => ({ ...user, password: password(user.name) }));

/** A provider whose keys, port and secret are known before the portal's address is. */
export interface KnownProvider {
  state: Record<string, unknown>;
  url: string;
  metadataUrl: string;
  clientId: string;
  clientSecret: string;
  home: string;
  spawn(options: {
    portalUrl: string;
    issuer?: string;
  }): Promise<SpawnedOidcProvider>;
  /** Stops what was spawned and still runs, as after a test that failed: its port is wanted again. */
  stop(): Promise<void>;
  remove(): Promise<void>;
}

/** Lets a provider make its keys and find its port, and stops it. */
export async function prepareProvider(): Promise<KnownProvider> {
  const home = await mkdtemp(join(tmpdir(), 'auth-oidc-'));
  const first = await spawnOidcProvider({
    home,
    portalUrl: APP_URL,
    users,
    state: {},
  });
  await first.stop();
  const { state, service } = first;
  const running = new Set<SpawnedOidcProvider>();
  return {
    ...service,
    state,
    home,
    spawn: async options => {
      const spawned = await spawnOidcProvider({
        ...options,
        home,
        users,
        state,
      });
      running.add(spawned);
      return spawned;
    },
    stop: async () => {
      await Promise.all([...running].map(each => each.stop()));
      running.clear();
    },
    remove: () => rm(home, { recursive: true }),
  };
}

/** A running backend, and what it wrote. */
export interface Portal {
  backend: TestBackend;
  url: string;
  /** Audit events as they ended. */
  audits: { status: string; meta: JsonObject; error?: string }[];
  logs: string[];
}

/** Starts a backend; `settings` are added to those that the provider needs. */
export async function startPortal(options: {
  provider: KnownProvider;
  entities: Entity[];
  settings: JsonObject;
}): Promise<Portal> {
  const { metadataUrl, clientId, clientSecret } = options.provider;
  const audits: Portal['audits'] = [];
  const logs: string[] = [];
  const logger = mockServices.rootLogger.mock({
    child: () => logger,
    warn: (message: string | Error) => void logs.push(String(message)),
    info: (message: string | Error) => void logs.push(String(message)),
  });
  const auditor = mockServices.auditor.mock({
    createEvent: async event => ({
      success: async () =>
        void audits.push({ status: 'succeeded', meta: event.meta ?? {} }),
      fail: async ({ error, meta }) =>
        void audits.push({
          status: 'failed',
          meta: { ...event.meta, ...meta },
          error: error.message,
        }),
    }),
  });
  const backend = await startTestBackend({
    features: [
      authPlugin,
      authModuleOidc,
      authServiceFactory,
      httpAuthServiceFactory,
      releasingDatabase,
      auditor.factory,
      logger.factory,
      catalogServiceMock.factory({ entities: options.entities }),
      mockServices.rootConfig.factory({
        data: {
          app: { baseUrl: APP_URL },
          backend: {
            baseUrl: 'http://localhost:7007',
            database: { client: 'better-sqlite3', connection: ':memory:' },
          },
          auth: {
            environment: 'test',
            providers: {
              oidc: {
                test: {
                  metadataUrl,
                  clientId,
                  clientSecret,
                  timeoutSeconds: 3,
                  ...options.settings,
                },
              },
            },
          },
        },
      }),
    ],
  });
  return {
    backend,
    url: `http://localhost:${backend.server.port()}`,
    audits,
    logs,
  };
}

/** The address that the portal's sign-in button opens. */
export function startUrl(
  portal: Portal,
  query: Record<string, string> = {},
): string {
  const parameters = new URLSearchParams({
    env: 'test',
    flow: 'redirect',
    origin: APP_URL,
    redirectUrl: PAGE_URL,
    ...query,
  });
  return `${portal.url}/api/auth/oidc/start?${parameters}`;
}

/** Resolves when the portal has found its provider. */
export async function untilSignInWorks(portal: Portal): Promise<void> {
  for (;;) {
    const answer = await fetch(startUrl(portal), { redirect: 'manual' });
    if (!answer.headers.get('location')?.startsWith(APP_URL)) {
      return;
    }
    await nextTurn(50);
  }
}

/** A browser that shows the portal's pages without opening them. */
export function createBrowser(ca?: string): TestBrowser {
  return TestBrowser.create({ ca, stopAt: url => url.startsWith(APP_URL) });
}

/** Signs in by redirect and says which page of the portal it ends at. */
export async function signIn(
  browser: TestBrowser,
  portal: Portal,
  name: string,
): Promise<string> {
  const form = await browser.open(startUrl(portal));
  return (await browser.submit(form, { name, password: password(name) })).url;
}

/** What the portal's pages ask when they are loaded. */
export async function refresh(
  browser: TestBrowser,
  portal: Portal,
): Promise<{ status: number; body: JsonObject }> {
  const answer = await browser.open(
    `${portal.url}/api/auth/oidc/refresh?env=test`,
    { headers: { 'x-requested-with': 'XMLHttpRequest' } },
  );
  return { status: answer.status, body: JSON.parse(answer.text) };
}

/** The message that the portal's sign-in page shows. */
export function errorOf(url: string): string | null {
  return new URL(url).searchParams.get('error');
}
