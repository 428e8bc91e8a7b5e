import { setTimeout as wait } from 'node:timers/promises';
import type { Snapshot } from '@reverb256/backstage-plugin-infra-common';
import type { JsonObject } from '@backstage/types';
import { startLab, type Lab } from 'lab/testing';
import { startPortal, type Portal } from './startPortal';
import { testSignIn } from './testSignIn';

/** The name by which the portal knows the lab's cluster. */
export const CLUSTER = 'reverb256';

/** What tests read of a guest in the inventory. */
export interface Guest {
  id: string;
  status: string;
  template: boolean;
  pool?: string;
  haState?: string;
  lock?: string;
}

/** Asks until there is an answer; the test's own limit ends it. */
export async function until<T>(ask: () => Promise<T | undefined>): Promise<T> {
  for (;;) {
    const answer = await ask();
    if (answer !== undefined) return answer;
    await wait(200);
  }
}

/** How a portal reads and changes the cluster of a lab. */
function clusterOf(lab: Lab): JsonObject {
  const services = lab.read().services.proxmox;
  const tokenOf = (id: string) => ({
    id,
    secret: services[0].tokens.find(each => each.id === id)!.secret,
  });
  return {
    name: CLUSTER,
    endpoints: services.map(({ url, fingerprint }) => ({ url, fingerprint })),
    token: tokenOf('ctrl@pve!portal'),
    operate: { token: tokenOf('ctrl@pve!operate') },
  };
}

/** A portal, the lab whose cluster it reads and changes, and how somebody with a token asks it. */
export interface LabPortal {
  readonly lab: Lab;
  readonly portal: Portal;
  /** What `/api/<path>` answers; a `POST` where there is a body. */
  ask(
    token: string,
    path: string,
    body?: object,
  ): Promise<{ status: number; text: string }>;
  /**
   * The JSON of an answer.
   *
   * @throws Error with the status and the text of a refusal
   */
  call<T>(token: string, path: string, body?: object): Promise<T>;
  /** The guests that somebody sees, by their ids; undefined before the cluster was read. */
  guests(token: string): Promise<Record<string, Guest> | undefined>;
}

/**
 * One lab and one portal for all tests of a file; people sign in through `testSignIn`.
 *
 * @param config - laid over the portal's, without `proxmox`
 */
export function useLabPortal(config: () => JsonObject): LabPortal {
  let lab: Lab;
  let portal: Portal;
  beforeAll(async () => {
    lab = await startLab({ only: ['proxmox'] });
    portal = await startPortal({
      features: [testSignIn],
      config: { ...config(), proxmox: { clusters: [clusterOf(lab)] } },
    });
  }, 120_000);
  afterAll(async () => {
    await portal?.stop();
    await lab?.stop();
  });

  const ask: LabPortal['ask'] = async (token, path, body) => {
    const response = await fetch(`${portal.url}/api/${path}`, {
      method: body ? 'POST' : 'GET',
      headers: {
        authorization: `Bearer ${token}`,
        'content-type': 'application/json',
      },
      body: body && JSON.stringify(body),
    });
    return { status: response.status, text: await response.text() };
  };
  const call = async <T>(
    token: string,
    path: string,
    body?: object,
  ): Promise<T> => {
    const { status, text } = await ask(token, path, body);
    if (status >= 300) throw new Error(`${path}: ${status} ${text}`);
    return JSON.parse(text) as T;
  };
  return {
    get lab() {
      return lab;
    },
    get portal() {
      return portal;
    },
    ask,
    call,
    async guests(token) {
      const { data } = await call<Snapshot<{ guests: Record<string, Guest> }>>(
        token,
        `proxmox/v1/snapshots/inventory/${CLUSTER}`,
      );
      return data?.guests;
    },
  };
}
