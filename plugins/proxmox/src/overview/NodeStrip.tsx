import { useRouteRef } from '@backstage/frontend-plugin-api';
import { Link } from '@backstage/ui';
import { Age, Meter } from '@reverb256/backstage-plugin-infra-react';
import {
  fullness,
  usedFraction,
  type ProxmoxInventory,
  type ProxmoxNode,
} from '@reverb256/backstage-plugin-proxmox-common';
import { NodeStatus } from '../nodes/NodeStatus';
import { nodeRouteRef, nodesRouteRef } from '../routes';
import styles from './NodeStrip.module.css';
import { sortNodesForStrip } from './summarizeCluster';

/** A strip is for a glance; the table has them all. */
const SHOWN = 12;

/** The nodes of a cluster, those that need a look first. */
export function NodeStrip(props: {
  cluster: string;
  inventory: ProxmoxInventory;
  isOld: boolean;
}) {
  const { cluster } = props;
  const path = useRouteRef(nodesRouteRef)?.() ?? '';
  const nodePath = useRouteRef(nodeRouteRef);
  const nodes = sortNodesForStrip(props.inventory);
  const query = `?cluster=${encodeURIComponent(cluster)}`;
  return (
    <div>
      <ul className={styles.strip} aria-label="Nodes">
        {nodes.slice(0, SHOWN).map(node => (
          <li key={node.name} className={styles.node}>
            <div className={styles.head}>
              <Link
                href={nodePath?.({ cluster, node: node.name }) ?? ''}
                weight="bold"
                truncate
                title={node.name}
              >
                {node.name}
              </Link>
              <NodeStatus node={node} isOld={props.isOld} />
            </div>
            <Load node={node} />
          </li>
        ))}
      </ul>
      {nodes.length > SHOWN && (
        <Link href={`${path}${query}`}>{`All ${nodes.length} nodes`}</Link>
      )}
    </div>
  );
}

function Load({ node }: { node: ProxmoxNode }) {
  if (node.status !== 'online') {
    return node.lastOnlineAt ? (
      <p className={styles.away}>
        last online <Age at={node.lastOnlineAt} />
      </p>
    ) : null;
  }
  return (
    <div className={styles.load}>
      <span className={styles.label}>CPU</span>
      <Meter
        label={`CPU of ${node.name}`}
        fraction={node.cpu?.fraction}
        isCompact
      />
      <span className={styles.label}>Memory</span>
      <Meter
        label={`Memory of ${node.name}`}
        fraction={usedFraction(node.memory)}
        limits={fullness.memory}
        isCompact
      />
    </div>
  );
}
