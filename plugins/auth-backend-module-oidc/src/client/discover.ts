import { InputError } from '@backstage/errors';
import { custom, Issuer } from 'openid-client';
import type { BaseClient, HttpOptions } from 'openid-client';
import { isSecureUrl } from '../settings';
import type { OidcSettings } from '../settings';
import { withDeadline } from './deadline';
import { readTrust } from './trust';

const WELL_KNOWN = '/.well-known/openid-configuration';

function expectedIssuer(settings: OidcSettings): string | undefined {
  if (settings.issuer) {
    return settings.issuer;
  }
  return settings.metadataUrl.endsWith(WELL_KNOWN)
    ? settings.metadataUrl.slice(0, -WELL_KNOWN.length)
    : undefined;
}

const withoutSlash = (url: string) => url.replace(/\/$/, '');

function checkMetadata(issuer: Issuer, settings: OidcSettings): void {
  const expected = expectedIssuer(settings);
  const actual = issuer.metadata.issuer;
  if (expected && withoutSlash(expected) !== withoutSlash(String(actual))) {
    throw new InputError(
      `it calls itself ${actual} where ${expected} was expected; correct metadataUrl, or set issuer`,
    );
  }
  const {
    authorization_endpoint,
    token_endpoint,
    jwks_uri,
    userinfo_endpoint,
    revocation_endpoint,
    end_session_endpoint,
  } = issuer.metadata;
  const required = { authorization_endpoint, token_endpoint, jwks_uri };
  for (const [name, url] of Object.entries(required)) {
    if (!url) {
      throw new InputError(`its metadata has no ${name}`);
    }
  }
  for (const url of [
    ...Object.values(required),
    userinfo_endpoint,
    revocation_endpoint,
    end_session_endpoint,
  ]) {
    if (typeof url === 'string' && !isSecureUrl(url)) {
      throw new InputError(
        `its metadata names ${url}, which is neither https nor on loopback`,
      );
    }
  }
}

/** A client, and what it was made from: equal fingerprints mean equal clients. */
export interface DiscoveredClient {
  client: BaseClient;
  fingerprint: string;
}

/**
 * Reads the provider's metadata and makes a client from it.
 *
 * @throws InputError when the metadata or the certificate file cannot be used, and whatever the
 * network says.
 */
export async function discoverClient(
  settings: OidcSettings,
): Promise<DiscoveredClient> {
  const ca = await readTrust(settings.caFile);
  const httpOptions = (): HttpOptions => ({
    ca,
    timeout: settings.timeoutSeconds * 1000,
  });
  // The options hang on a class of our own: on the library's they would be every other user's too.
  class TrustingIssuer extends Issuer {}
  TrustingIssuer[custom.http_options] = httpOptions;

  const issuer = await withDeadline(
    settings.timeoutSeconds,
    TrustingIssuer.discover(settings.metadataUrl),
  );
  checkMetadata(issuer, settings);
  issuer[custom.http_options] = httpOptions;
  const client = new issuer.Client({
    client_id: settings.clientId,
    client_secret: settings.clientSecret,
    response_types: ['code'],
    token_endpoint_auth_method: settings.tokenEndpointAuthMethod,
    id_token_signed_response_alg: settings.idTokenSignedResponseAlg,
  });
  client[custom.http_options] = httpOptions;
  // Clocks of a portal and a provider drift apart.
  client[custom.clock_tolerance] = 10;
  return {
    client,
    fingerprint: JSON.stringify([issuer.metadata, ca?.at(-1)]),
  };
}
