import {
  coreServices,
  createServiceFactory,
} from '@backstage/backend-plugin-api';
import {
  mockServices,
  startTestBackend,
  type TestBackend,
} from '@backstage/backend-test-utils';
import {
  AuthorizeResult,
  type ConditionalPolicyDecision,
} from '@backstage/plugin-permission-common';
import type { Snapshot } from '@reverb256/backstage-plugin-infra-common';
import type { ProxmoxInventory } from '@reverb256/backstage-plugin-proxmox-common';
import { releasingDatabase } from 'backend-testing';
import { startLab, type Lab, type StartLabOptions } from 'lab/testing';
import request from 'supertest';
import proxmoxPlugin from '../index';

/** The token of the lab that reads. */
export const TOKEN = 'ctrl@pve!portal';
/** The token of the lab that changes guests. */
export const OPERATE_TOKEN = 'ctrl@pve!operate';
export const inventoryUrl = '/api/proxmox/v1/snapshots/inventory/reverb256';

let backend: TestBackend | undefined;

/** One lab for all tests of a file, as new before each; the backend of a test ends with it. */
export function useLab(options: Pick<StartLabOptions, 'pve'> = {}): () => Lab {
  let lab: Lab;
  beforeAll(async () => {
    lab = await startLab({ only: ['proxmox'], ...options });
  }, 60_000);
  afterAll(() => lab.stop());
  beforeEach(() => lab.control.reset());
  afterEach(stopBackend);
  return () => lab;
}

/** Ends the backend that was started last, in good order. */
export async function stopBackend(): Promise<void> {
  await backend?.stop();
  backend = undefined;
}

type Decision =
  | AuthorizeResult.ALLOW
  | AuthorizeResult.DENY
  | ConditionalPolicyDecision;

/** In what a backend differs from one that is well configured. */
export interface Setup {
  token?: { id: string; secret: string };
  fingerprint?: string;
  endpoints?: string[];
  /** What a policy says; with conditions where it depends on the guest. */
  decide?: (permission: string) => Decision;
  databaseFile?: string;
  /** Without the credentials for changes. */
  readOnly?: boolean;
}

/** The plugin on the lab, with a scheduler whose clock is the test. */
export async function startOnLab(lab: Lab, setup: Setup = {}) {
  const services = lab.read().services.proxmox;
  const tokenOf = (id: string) => ({
    id,
    secret: services[0].tokens.find(token => token.id === id)!.secret,
  });
  const scheduler = mockServices.scheduler();
  const decide = setup.decide ?? (() => AuthorizeResult.ALLOW);
  const { server } = (backend = await startTestBackend({
    features: [
      proxmoxPlugin,
      releasingDatabase,
      createServiceFactory({
        service: coreServices.scheduler,
        deps: {},
        factory: () => scheduler,
      }),
      mockServices.permissions.mock({
        authorize: async requests =>
          requests.map(({ permission: { name } }) => {
            const result = decide(name);
            if (typeof result === 'string') return { result };
            throw new Error(`${name} depends on the guest`);
          }),
        authorizeConditional: async requests =>
          requests.map(({ permission: { name } }) => {
            const decision = decide(name);
            return typeof decision === 'string'
              ? { result: decision }
              : decision;
          }),
      }).factory,
      mockServices.rootConfig.factory({
        data: {
          backend: {
            database: {
              client: 'better-sqlite3',
              connection: setup.databaseFile
                ? { directory: setup.databaseFile }
                : ':memory:',
            },
          },
          proxmox: {
            clusters: [
              {
                name: 'reverb256',
                title: 'Home cluster',
                timeoutSeconds: 5,
                endpoints: services
                  .filter(s => setup.endpoints?.includes(s.node) ?? true)
                  .map(s => ({
                    url: s.url,
                    fingerprint: setup.fingerprint ?? s.fingerprint,
                  })),
                token: setup.token ?? tokenOf(TOKEN),
                operate: setup.readOnly
                  ? undefined
                  : { token: tokenOf(OPERATE_TOKEN) },
              },
            ],
          },
        },
      }),
    ],
  }));
  const api = request(server);
  const collect = async () => {
    await scheduler.triggerTask('collect-inventory-reverb256');
    const { body } = await api.get(inventoryUrl);
    return body as Snapshot<ProxmoxInventory>;
  };
  return { api, collect, scheduler };
}
