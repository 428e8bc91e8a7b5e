import { createServer } from 'node:http';
import type { Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { Provider } from 'oidc-provider';
import { AccountDirectory } from './accounts.ts';
import type { LabUser } from './accounts.ts';
import { CLIENT_ID, createConfiguration } from './configuration.ts';
import { loadIdentity } from './identity.ts';
import { createInteractionHandler } from './interaction.ts';
import { SessionStore } from './session-store.ts';

/** What {@link startOidcProvider} needs. */
export interface OidcProviderOptions {
  /** Directory for the provider's sessions. */
  home: string;
  /** Fixed port. Without one: that of the last start, or any free one. */
  port?: number;
  /** Where browsers reach the portal; its origin is the only one that may receive a sign-in. */
  portalUrl: string;
  /** The issuer to go by, when something that speaks https stands in front. */
  issuer?: string;
  users: LabUser[];
  /** Kept over restarts by the caller: keys, client secret, last port. Written by the start. */
  state: Record<string, unknown>;
}

/** What a client needs to use the provider. */
export interface OidcService {
  url: string;
  issuer: string;
  metadataUrl: string;
  clientId: string;
  clientSecret: string;
}

/** A provider that listens. */
export interface RunningOidcProvider {
  services: OidcService[];
  /** Stops listening, ends open connections and puts the sessions on disk. */
  close(): Promise<void>;
}

function listen(server: Server, port: number): Promise<number> {
  return new Promise((resolve, reject) => {
    server.once('error', reject);
    server.listen(port, '127.0.0.1', () => {
      server.off('error', reject);
      resolve((server.address() as AddressInfo).port);
    });
  });
}

async function listenOnUsualPort(
  server: Server,
  fixed: number | undefined,
  last: unknown,
): Promise<number> {
  if (fixed) {
    return listen(server, fixed).catch((error: NodeJS.ErrnoException) => {
      if (error.code !== 'EADDRINUSE') {
        throw error;
      }
      const message = `Port ${fixed} of the lab's OpenID provider is taken. Stop what listens there, or choose another port.`;
      // With the code, for callers that have another port to try.
      throw Object.assign(new Error(message, { cause: error }), {
        code: error.code,
      });
    });
  }
  // A port that somebody took meanwhile is no reason to fail: who uses the provider reads its
  // address from the lab's file.
  return typeof last === 'number'
    ? listen(server, last).catch(() => listen(server, 0))
    : listen(server, 0);
}

/**
 * Starts the lab's OpenID provider on plain http, on loopback only.
 *
 * @throws Error when the fixed port is taken; the message says so.
 */
export async function startOidcProvider(
  options: OidcProviderOptions,
): Promise<RunningOidcProvider> {
  const { home, portalUrl, state } = options;
  const server = createServer();
  const port = await listenOnUsualPort(server, options.port, state.port);
  state.port = port;

  const url = `http://localhost:${port}`;
  const issuer = options.issuer ?? url;
  const accounts = AccountDirectory.create(options.users);
  const identity = loadIdentity(state);
  const store = await SessionStore.create(home);
  const provider = new Provider(
    issuer,
    createConfiguration({ accounts, identity, portalUrl, store }),
  );
  // Links in the metadata follow X-Forwarded-Proto when something stands in front.
  provider.proxy = options.issuer !== undefined;

  const interact = createInteractionHandler({ provider, accounts, portalUrl });
  const serve = provider.callback();
  server.on('request', (request, response) => {
    if (!request.url?.startsWith('/interaction/')) {
      serve(request, response);
      return;
    }
    interact(request, response).catch((error: unknown) => {
      console.error('The lab could not answer a sign-in form:', error);
      response.destroy();
    });
  });

  return {
    services: [
      {
        url,
        issuer,
        metadataUrl: `${issuer}/.well-known/openid-configuration`,
        clientId: CLIENT_ID,
        clientSecret: identity.clientSecret,
      },
    ],
    close: async () => {
      const closed = new Promise<void>(resolve => {
        server.close(() => resolve());
      });
      server.closeAllConnections();
      await closed;
      await store.flush();
    },
  };
}
