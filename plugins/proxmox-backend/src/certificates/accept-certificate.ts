import { NotFoundError } from '@backstage/errors';
import {
  defineAction,
  normalizeFingerprint,
  SourceFailure,
  type AnyAction,
  type SnapshotStore,
} from '@reverb256/backstage-plugin-infra-node';
import {
  proxmoxCertificateAcceptPermission,
  proxmoxOperatePermission,
  type ProxmoxCertificates,
  type ProxmoxInventory,
} from '@reverb256/backstage-plugin-proxmox-common';
import type {
  ProxmoxClient,
  ProxmoxClients,
} from '@reverb256/backstage-plugin-proxmox-node';
import { z } from 'zod';
import type { AcceptedCertificates } from './accepted-certificates';
import {
  certificateEffects,
  certificateObstacles,
  type CertificateSituation,
} from './certificate-situation';
import { confirm, nodeAt } from './judge-endpoint';
import { configuredPin } from './trust-accepted';

const input = z.strictObject({
  cluster: z.string().describe('The name of the cluster in the configuration'),
  endpoint: z.string().describe('The URL of the endpoint, as it is configured'),
  fingerprint: z
    .string()
    .describe('The SHA-256 fingerprint that is accepted: AA:BB:…'),
});

/** An endpoint and what it is trusted with now. */
interface Subject {
  client: ProxmoxClient;
  url: string;
  /** The one that is asked to be accepted. */
  fingerprint: string;
  /** In force now. */
  pinned: string;
}

/** Accepts that an endpoint shows another certificate than the configured one. */
export function acceptCertificate(deps: {
  clients: ProxmoxClients;
  store: Pick<SnapshotStore, 'read'>;
  accepted: AcceptedCertificates;
  /** Has this process trust what was accepted. */
  apply(): Promise<void>;
}): AnyAction {
  const { clients, store, accepted, apply } = deps;

  const situationOf = async (
    subject: Subject,
  ): Promise<CertificateSituation> => {
    const { client, url, fingerprint, pinned } = subject;
    const [shown, certificates, inventory] = await Promise.all([
      client.presentedCertificate(url).catch(SourceFailure.from),
      store.read<ProxmoxCertificates>('certificates', client.cluster.name),
      store.read<ProxmoxInventory>('inventory', client.cluster.name),
    ]);
    return {
      title: client.cluster.title,
      url,
      fingerprint,
      pinned,
      shown,
      confirmation: confirm(fingerprint, certificates.data?.nodes),
      node: nodeAt(url, inventory.data?.nodes),
      now: new Date(),
    };
  };

  const isAccepted = async (runId: string) =>
    (await accepted.list()).some(certificate => certificate.runId === runId);

  return defineAction<typeof input, z.ZodObject, Subject>({
    name: 'accept-certificate',
    title: 'Accept certificate',
    description:
      'Trusts an endpoint of a Proxmox VE cluster with the certificate that it shows now, in place of the configured one',
    input,
    output: z.strictObject({ fingerprint: z.string() }),
    permission: proxmoxCertificateAcceptPermission,
    visibility: proxmoxOperatePermission,
    // Nothing is lost, and yet no assistant is to be offered whom to trust.
    destructive: true,

    async find({ cluster, endpoint, fingerprint }) {
      const client = clients.get(cluster);
      const known = client.endpoints().find(({ url }) => url === endpoint);
      if (!known?.pinned) {
        throw new NotFoundError(
          `${client.cluster.title} has no endpoint ${endpoint} whose certificate is pinned in the configuration`,
        );
      }
      return {
        title: `Accept the certificate of ${endpoint}`,
        resource: {
          type: 'proxmox-endpoint',
          id: `${cluster}/${endpoint}`,
          title: endpoint,
        },
        subject: {
          client,
          url: endpoint,
          fingerprint: normalizeFingerprint(fingerprint),
          pinned: known.pinned,
        },
      };
    },

    async preflight(_, subject) {
      const situation = await situationOf(subject);
      return {
        effects: certificateEffects(situation),
        obstacles: certificateObstacles(situation),
      };
    },

    async start({ input: target, runId }) {
      const { cluster, endpoint, fingerprint } = target;
      const client = clients.get(cluster);
      const replaces = configuredPin(client, endpoint);
      if (!replaces) {
        throw new SourceFailure(
          'rejected',
          `The certificate of ${endpoint} is not pinned in the configuration any more: nothing was accepted.`,
        );
      }
      await accepted.accept({
        cluster,
        endpoint,
        fingerprint: normalizeFingerprint(fingerprint),
        replaces,
        runId,
        acceptedAt: new Date().toISOString(),
      });
      return {};
    },

    async recover({ runId }) {
      return (await isAccepted(runId)) ? {} : undefined;
    },

    async follow({ input: target }, cursor) {
      await apply();
      const { fingerprint } = target;
      return {
        cursor,
        lines: [
          `${target.endpoint} is trusted with ${normalizeFingerprint(
            fingerprint,
          )}`,
        ],
        end: { state: 'succeeded', output: { fingerprint } },
      };
    },
  });
}
