import {
  normalizeFingerprint,
  SourceFailure,
  type Collector,
  type SnapshotStore,
} from '@reverb256/backstage-plugin-infra-node';
import type {
  ProxmoxCertificates,
  ProxmoxInventory,
} from '@reverb256/backstage-plugin-proxmox-common';
import type {
  CertificateRow,
  NodeRow,
  ProxmoxClients,
} from '@reverb256/backstage-plugin-proxmox-node';
import { sweep } from './sweep';

/**
 * The certificate that a node's endpoint shows: its web server's own, where it has one, else the cluster's for it
 * (pve-manager, PVE/CertHelpers.pm).
 */
export function shownCertificate(
  rows: readonly CertificateRow[],
): CertificateRow | undefined {
  const named = (name: string) =>
    rows.find(row => row.filename === name && row.notafter !== undefined);
  return named('pveproxy-ssl.pem') ?? named('pve-ssl.pem');
}

/**
 * The endpoints whose pinned certificate no node shows any more.
 *
 * @param before - those that were known: while a node does not tell what it shows, none is added and none is forgotten
 */
export function changedPins(
  endpoints: readonly { url: string; pinned?: string }[],
  nodes: readonly NodeRow[],
  before: readonly string[],
): string[] {
  const shown = nodes.flatMap(row =>
    row.ssl_fingerprint ? [normalizeFingerprint(row.ssl_fingerprint)] : [],
  );
  const changed = endpoints
    .filter(
      ({ pinned }) => pinned && !shown.includes(normalizeFingerprint(pinned)),
    )
    .map(endpoint => endpoint.url);
  // A node that is offline tells no fingerprint: what is pinned may be its own.
  const isWhole = shown.length >= nodes.length;
  return isWhole ? changed : changed.filter(url => before.includes(url));
}

/** The nodes that show another certificate than was read of them: each says so whenever nodes are listed. */
export function renewedNodes(
  known: ProxmoxCertificates['nodes'],
  nodes: readonly NodeRow[],
): string[] {
  return nodes
    .filter(({ node, ssl_fingerprint: shown }) => {
      const { fingerprint } = known[node] ?? {};
      return (
        fingerprint &&
        shown &&
        normalizeFingerprint(fingerprint) !== normalizeFingerprint(shown)
      );
    })
    .map(({ node }) => node);
}

/** Sweeps the nodes of a cluster for their certificates, and holds the pinned ones against those shown. */
export class CertificatesCollector implements Collector<ProxmoxCertificates> {
  readonly kind = 'certificates';
  readonly #clients: ProxmoxClients;
  readonly #store: Pick<SnapshotStore, 'read'>;

  constructor(clients: ProxmoxClients, store: Pick<SnapshotStore, 'read'>) {
    this.#clients = clients;
    this.#store = store;
  }

  collect: Collector<ProxmoxCertificates>['collect'] = async input => {
    const { source, previous, now, signal } = input;
    const client = this.#clients.get(source);
    const [inventory, rows] = await Promise.all([
      this.#store.read<ProxmoxInventory>('inventory', source),
      client.nodes({ signal }),
    ]);
    const known = previous.data?.nodes ?? {};
    const { nodes, gaps } = await sweep({
      nodes: Object.values(inventory.data?.nodes ?? {}),
      known,
      outdated: renewedNodes(known, rows),
      now,
      ask: async name => {
        const certificates = await client.nodeCertificates(name, { signal });
        const shown = shownCertificate(certificates);
        if (!shown) {
          throw new SourceFailure(
            'invalid',
            `Node ${name} tells of no certificate that its endpoint could show`,
          );
        }
        return {
          fingerprint: shown.fingerprint,
          notAfter: new Date(shown.notafter! * 1000).toISOString(),
          readAt: now.toISOString(),
        };
      },
    });
    return {
      data: {
        nodes,
        changedPins: changedPins(
          // With what was accepted in place of what is configured.
          client.endpoints(),
          rows,
          previous.data?.changedPins ?? [],
        ),
      },
      gaps,
    };
  };
}
