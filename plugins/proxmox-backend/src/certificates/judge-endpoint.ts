import { normalizeFingerprint } from '@reverb256/backstage-plugin-infra-node';
import type {
  ProxmoxCertificates,
  ProxmoxInventory,
} from '@reverb256/backstage-plugin-proxmox-common';

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

/**
 * The node at which an endpoint is, by its host: the node's address, or its name with or without a domain. Pure.
 *
 * @returns undefined where the host is that of no node: a name of another kind, or a proxy
 */
export function nodeAt(
  url: string,
  nodes: ProxmoxInventory['nodes'] | undefined,
): string | undefined {
  const host = new URL(url).hostname.replace(/^\[|\]$/g, '');
  const all = Object.values(nodes ?? {});
  const byName = (name: string) =>
    all.find(node => node.name.toLowerCase() === name)?.name;
  return (
    all.find(({ ip }) => ip === host)?.name ??
    byName(host) ??
    // The first label of an address in digits is no name.
    (/^[\d.]+$|:/.test(host) ? undefined : byName(host.split('.')[0]))
  );
}
