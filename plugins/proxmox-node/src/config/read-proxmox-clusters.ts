import type { Config } from '@backstage/config';
import { InputError } from '@backstage/errors';
import {
  normalizeFingerprint,
  type UpstreamEndpoint,
} from '@reverb256/backstage-plugin-infra-node';
import { z } from 'zod';

/** One Proxmox VE cluster of the configuration. @public */
export interface ProxmoxClusterConfig {
  /** Names it in URLs, snapshots and the catalog's annotation. */
  name: string;
  /** What people call it. */
  title: string;
  /** The catalog entity that stands for the cluster: findings are about it, and its owner is told. */
  entityRef?: string;
  endpoints: UpstreamEndpoint[];
  /** What reads. */
  token: { id: string; secret: string };
  /** What changes; without it nothing can be changed through the portal. */
  operate?: { token: { id: string; secret: string } };
  caFile?: string;
  /** Where people find its web interface, if not at the first endpoint: for links alone, nothing is asked there. */
  webUrl?: string;
  /** How often it is read. pvestatd writes every 10 s, so more often shows nothing new. */
  pollSeconds: number;
  /** Limit on one whole answer. Proxmox VE delays every refusal by 3 s. */
  timeoutSeconds: number;
}

const KEY = 'proxmox.clusters';

const isHttpsUrl = (value: string) => {
  if (!URL.canParse(value)) return false;
  const { protocol, username, password, search, hash } = new URL(value);
  return protocol === 'https:' && !(username || password || search || hash);
};

// Messages never repeat a value: it may be a secret in the wrong place.
const endpointSchema = z.strictObject({
  url: z
    .string()
    .refine(
      isHttpsUrl,
      'must be an https URL without credentials, such as https://pve1.example.com:8006',
    ),
  fingerprint: z
    .string()
    .transform((value, context) => {
      try {
        return normalizeFingerprint(value);
      } catch {
        context.addIssue({
          code: 'custom',
          message:
            'must be the SHA-256 fingerprint of the certificate, 32 pairs of hexadecimal digits such as AA:BB:…',
        });
        return z.NEVER;
      }
    })
    .optional(),
});

const tokenSchema = z.strictObject({
  id: z
    .string()
    .regex(
      /^[^\s:/]+@[A-Za-z][A-Za-z0-9._-]+![A-Za-z][A-Za-z0-9._-]+$/,
      'must be a whole token id, USER@REALM!ID, such as ctrl@pve!portal',
    ),
  secret: z
    .string()
    .regex(/^[\x21-\x7e]+$/, 'must be the secret that was shown once, alone'),
});

const clusterSchema = z.strictObject({
  name: z
    .string()
    .regex(
      /^[A-Za-z0-9][A-Za-z0-9_.-]*$/,
      'must be made of letters, digits, dots, dashes and underscores',
    ),
  title: z.string().min(1).optional(),
  entityRef: z
    .string()
    .regex(
      /^[a-z]+:[^/:\s]+\/[^/:\s]+$/,
      'must be a whole entity ref, such as resource:default/reverb256',
    )
    .optional(),
  endpoints: z.array(endpointSchema).min(1, 'must name at least one endpoint'),
  token: tokenSchema,
  operate: z.strictObject({ token: tokenSchema }).optional(),
  caFile: z.string().min(1).optional(),
  webUrl: z
    .string()
    .refine(
      isHttpsUrl,
      'must be an https URL without credentials, such as https://pve.example.com',
    )
    .optional(),
  pollSeconds: z.coerce
    .number()
    .min(10, 'must be at least 10: Proxmox VE itself refreshes every 10 s')
    .default(10),
  timeoutSeconds: z.coerce
    .number()
    .min(5, 'must be at least 5: Proxmox VE takes 3 s to refuse a token')
    .max(20, 'must be at most 20: a collection ends then')
    .default(15),
});

const clustersSchema = z.array(clusterSchema).superRefine((clusters, context) =>
  clusters.forEach(({ name }, index) => {
    const first = clusters.findIndex(other => other.name === name);
    if (first !== index) {
      context.addIssue({
        code: 'custom',
        path: [index, 'name'],
        message: `is the name of ${KEY}[${first}] already`,
      });
    }
  }),
);

function keyOf(path: PropertyKey[]): string {
  return path.reduce<string>(
    (key, part) =>
      typeof part === 'number' ? `${key}[${part}]` : `${key}.${String(part)}`,
    KEY,
  );
}

/**
 * Reads `proxmox.clusters`; empty when there is none. Throws an `InputError` that names every key that is wrong and
 * what it must be.
 *
 * @public
 */
export function readProxmoxClusters(config: Config): ProxmoxClusterConfig[] {
  const parsed = clustersSchema.safeParse(config.getOptional(KEY) ?? []);
  if (!parsed.success) {
    const problems = parsed.error.issues.map(
      issue => `${keyOf(issue.path)}: ${issue.message}`,
    );
    throw new InputError(
      `The configuration of Proxmox cannot be used. ${problems.join('; ')}`,
    );
  }
  return parsed.data.map(cluster => ({
    ...cluster,
    title: cluster.title ?? cluster.name,
  }));
}
