import type { LoggerService } from '@backstage/backend-plugin-api';
import { normalizeFingerprint } from '@reverb256/backstage-plugin-infra-node';
import type {
  ProxmoxClient,
  ProxmoxClients,
} from '@reverb256/backstage-plugin-proxmox-node';
import type {
  AcceptedCertificate,
  AcceptedCertificates,
} from './accepted-certificates';

/** The fingerprint that the configuration pins for an endpoint, or undefined where it pins none. */
export function configuredPin(
  { cluster }: Pick<ProxmoxClient, 'cluster'>,
  url: string,
): string | undefined {
  const found = cluster.endpoints.find(
    // As clients name them: without a slash at the end.
    endpoint => new URL(endpoint.url).href.replace(/\/+$/, '') === url,
  );
  return found?.fingerprint && normalizeFingerprint(found.fingerprint);
}

/** Whether it still stands in for what is configured. */
export const isInForce = (
  certificate: AcceptedCertificate,
  client: Pick<ProxmoxClient, 'cluster'>,
) => configuredPin(client, certificate.endpoint) === certificate.replaces;

/**
 * Has the clients of this process trust what was accepted, in whichever process that was: each replica looks for itself.
 */
export async function trustAccepted(options: {
  accepted: AcceptedCertificates;
  clients: ProxmoxClients;
  logger: LoggerService;
}): Promise<void> {
  const { accepted, clients, logger } = options;
  const certificates = await accepted.list();
  for (const client of clients.list()) {
    const own = certificates.filter(
      certificate =>
        certificate.cluster === client.cluster.name &&
        isInForce(certificate, client),
    );
    for (const { url, pinned } of client.endpoints()) {
      if (!pinned) continue;
      const found = own.find(certificate => certificate.endpoint === url);
      const expected = found?.fingerprint ?? configuredPin(client, url);
      if (expected === pinned) continue;
      client.trust(url, found?.fingerprint);
      logger.info(
        found
          ? `${client.cluster.title}: ${url} is trusted with the certificate ${found.fingerprint}, accepted by run ${found.runId}`
          : `${client.cluster.title}: ${url} is trusted with the configured certificate`,
      );
    }
  }
}
