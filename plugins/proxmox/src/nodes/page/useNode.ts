import type { SourceSnapshot } from '@reverb256/backstage-plugin-infra-react';
import type { ProxmoxInventory } from '@reverb256/backstage-plugin-proxmox-common';
import { useMemo } from 'react';
import { useProxmoxSnapshots } from '../../api';
import { nodeRows, type NodeRow } from '../nodeRows';

/** Which node is meant. */
export interface NodeRef {
  /** The name of the source. */
  cluster: string;
  node: string;
}

/** What is known of a node from the snapshots of its cluster. */
export type FoundNode =
  | { state: 'loading' }
  /** The portal does not know the cluster. */
  | { state: 'no-cluster' }
  | { state: 'not-there'; source: SourceSnapshot<ProxmoxInventory> }
  | {
      state: 'found';
      source: SourceSnapshot<ProxmoxInventory>;
      row: NodeRow;
      inventory: ProxmoxInventory;
    };

/** A node as the snapshots have it, kept up to date. */
export function useNode({ cluster, node }: NodeRef): FoundNode {
  const { sources, answeredAt, problem } = useProxmoxSnapshots('inventory');
  const versions = useProxmoxSnapshots('versions').sources;
  const facts = useProxmoxSnapshots('node-facts').sources;
  const certificates = useProxmoxSnapshots('certificates').sources;
  const tasks = useProxmoxSnapshots('tasks').sources;
  return useMemo(() => {
    if (!sources || !answeredAt) return { state: 'loading' };
    const source = sources.find(each => each.snapshot.source === cluster);
    if (!source) return { state: 'no-cluster' };
    const { data } = source.snapshot;
    if (!data && source.isLoading) return { state: 'loading' };
    const row = nodeRows({
      sources: [source],
      versions,
      facts,
      certificates,
      tasks,
      answeredAt,
      portal: problem,
    }).find(each => each.node.name === node);
    if (data && row) return { state: 'found', source, row, inventory: data };
    return { state: 'not-there', source };
  }, [
    answeredAt,
    certificates,
    cluster,
    facts,
    node,
    problem,
    sources,
    tasks,
    versions,
  ]);
}
