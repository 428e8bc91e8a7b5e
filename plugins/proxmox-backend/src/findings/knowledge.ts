import type { Snapshot } from '@reverb256/backstage-plugin-infra-common';
import type { FoundNow } from '@reverb256/backstage-plugin-infra-node';
import type {
  ProxmoxCertificates,
  ProxmoxInventory,
  ProxmoxNodeFacts,
  ProxmoxPrivileges,
  ProxmoxVersions,
} from '@reverb256/backstage-plugin-proxmox-common';

/** What is known of a cluster, from all kinds of snapshot. */
export interface ClusterKnowledge {
  inventory: Snapshot<ProxmoxInventory>;
  versions: Snapshot<ProxmoxVersions>;
  certificates: Snapshot<ProxmoxCertificates>;
  privileges: Snapshot<ProxmoxPrivileges>;
  nodeFacts: Snapshot<ProxmoxNodeFacts>;
  entityRef?: string;
}

/** A finding before it is said of which cluster it is. */
export type Part = Omit<
  FoundNow,
  'id' | 'source' | 'entityRef' | 'evidence'
> & {
  evidence?: Record<string, string>;
  /** What names it within the cluster for as long as it is the same thing, where that is not its code and path. */
  key?: string;
};

/** The id of a finding. */
export function idOf(
  source: string,
  part: Pick<Part, 'code' | 'key' | 'path'>,
) {
  const key = part.key ?? [part.code, part.path].filter(Boolean).join('/');
  return `proxmox/${source}/${key}`;
}
