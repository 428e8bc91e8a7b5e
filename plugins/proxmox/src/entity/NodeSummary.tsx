import { Text } from '@backstage/ui';
import {
  formatBytesOf,
  formatCount,
  Meter,
} from '@reverb256/backstage-plugin-infra-react';
import {
  fullness,
  usedFraction,
} from '@reverb256/backstage-plugin-proxmox-common';
import { useNode, type NodeRef } from '../nodes/page/useNode';
import { describeGuests } from '../nodes/nodeRows';
import { NodeStatus } from '../nodes/NodeStatus';
import styles from '../guest/guest.module.css';
import { Facts } from '../parts';

/** A node in a few lines: how it is, how loaded, and what is on it. */
export function NodeSummary({ of }: { of: NodeRef }) {
  const found = useNode(of);
  if (found.state === 'loading' || found.state === 'no-cluster') return null;
  if (found.state === 'not-there') {
    return (
      <Text color="secondary">
        Nothing is known of a node {of.node} in this cluster.
      </Text>
    );
  }
  const { row } = found;
  const { node, guests, version } = row;
  const { cpu, memory } = node;
  return (
    <div className={styles.stack}>
      <div className={styles.line}>
        <strong>{node.name}</strong>
        <NodeStatus node={node} isOld={row.lastKnownAt !== undefined} />
      </div>
      {row.lastKnownAt === undefined && node.status === 'online' && (
        <div className={styles.meters}>
          <Meter
            label="CPU"
            fraction={cpu?.fraction}
            detail={cpu && `of ${formatCount(cpu.cores, 'thread')}`}
          />
          <Meter
            label="Memory"
            fraction={usedFraction(memory)}
            limits={fullness.memory}
            detail={
              memory && formatBytesOf(memory.usedBytes, memory.totalBytes)
            }
          />
        </div>
      )}
      <Facts
        facts={[
          { name: 'Guests', value: describeGuests(guests) },
          { name: 'HA', value: node.haState },
          { name: 'Version', value: version },
          { name: 'Address', value: node.ip },
        ]}
      />
    </div>
  );
}
