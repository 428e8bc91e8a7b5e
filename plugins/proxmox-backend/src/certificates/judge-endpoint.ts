import { normalizeFingerprint } from '@reverb256/backstage-plugin-infra-node';
import type { ProxmoxCertificates } from '@reverb256/backstage-plugin-proxmox-common';

/** What speaks for and against a certificate that an endpoint shows. Pure. */
export type Confirmation =
  /** The cluster itself, over an endpoint that is trusted, says that this node has it. */
  | { by: 'cluster'; node: string }
  /** The cluster says which certificates its nodes have, and this is none of them. */
  | { by: 'nobody' }
  /** No node's certificate is known. */
  | { by: 'unknown' };

/**
 * Whose certificate this is, by what the cluster said of its nodes when it was last read.
 *
 * @param known - of the nodes, from a read over trusted endpoints
 */
export function confirm(
  fingerprint: string,
  known: ProxmoxCertificates['nodes'] | undefined,
): Confirmation {
  const nodes = Object.entries(known ?? {}).filter(
    ([, node]) => node.fingerprint,
  );
  if (nodes.length === 0) return { by: 'unknown' };
  const own = nodes.find(
    ([, node]) =>
      normalizeFingerprint(node.fingerprint!) ===
      normalizeFingerprint(fingerprint),
  );
  return own ? { by: 'cluster', node: own[0] } : { by: 'nobody' };
}
