import { readFileSync } from 'node:fs';
import { X509Certificate } from 'node:crypto';
import {
  createSecureContext,
  getCACertificates,
  type SecureContext,
  type TLSSocket,
} from 'node:tls';
import { InputError } from '@backstage/errors';
import { buildConnector } from 'undici';
import type { Pin } from './pin';

/** The endpoint showed another certificate than the pinned one. */
export class PinMismatch extends Error {
  override name = 'PinMismatch' as const;

  readonly expected: string;
  readonly presented: string;

  constructor(expected: string, presented: string) {
    super('The certificate is not the pinned one');
    this.expected = expected;
    this.presented = presented;
  }
}

function readAuthorities(source: string, caFile: string): string[] {
  let text: string;
  try {
    text = readFileSync(caFile, 'utf8');
  } catch (error) {
    throw new InputError(
      `The CA file ${caFile} of ${source} cannot be read; check the path and that the portal's user may read it`,
      error,
    );
  }
  const blocks =
    text.match(
      /-----BEGIN CERTIFICATE-----[\s\S]*?-----END CERTIFICATE-----/g,
    ) ?? [];
  try {
    blocks.forEach(block => new X509Certificate(block));
  } catch (error) {
    throw new InputError(
      `The CA file ${caFile} of ${source} holds a certificate that cannot be read`,
      error,
    );
  }
  if (blocks.length === 0) {
    throw new InputError(
      `The CA file ${caFile} of ${source} holds no certificate; it must be PEM, with BEGIN CERTIFICATE lines`,
    );
  }
  return blocks;
}

/**
 * Whom a source trusts: the system's authorities, and those of the file. Reading some hundred certificates takes long,
 * so it is done once a source and not once a connection.
 */
export function createTrustedAuthorities(
  source: string,
  caFile?: string,
): SecureContext {
  return createSecureContext({
    ca: [
      ...getCACertificates('default'),
      ...getCACertificates('system'),
      ...(caFile ? readAuthorities(source, caFile) : []),
    ],
  });
}

/** Connects to one endpoint, and hands over only a socket whose other end has proved who it is. */
export function createConnector(options: {
  pin?: Pin;
  /** Needed without a pin. */
  authorities?: SecureContext;
  connectTimeoutSeconds: number;
}): buildConnector.connector {
  const common = {
    timeout: options.connectTimeoutSeconds * 1000,
    // A resumed session would skip the certificate that is to be checked.
    maxCachedSessions: 0,
  };
  const { pin } = options;
  if (!pin) {
    return buildConnector({ ...common, secureContext: options.authorities });
  }
  // Safe: the check against authorities, which a self-signed certificate cannot pass, gives way to a stricter one below.
  // The handshake proves that the other end holds the certificate's key, the digest that it is the one that is trusted, and
  // no socket is handed to undici, which writes the request, before both are known.
  const connect = buildConnector({ ...common, rejectUnauthorized: false });
  return (target, callback) =>
    connect(target, (...[error, socket]) => {
      if (error) {
        callback(error, null);
        return;
      }
      const presented =
        (socket as TLSSocket).getPeerX509Certificate?.()?.fingerprint256 ??
        'none';
      // Now, and not when the connector was made: it may have been replaced.
      const { expected } = pin;
      if (presented === expected) {
        callback(null, socket);
        return;
      }
      socket.destroy();
      callback(new PinMismatch(expected, presented), null);
    });
}
