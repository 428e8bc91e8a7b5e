import { Button } from '@backstage/ui';
import { Age, formatCount } from '@reverb256/backstage-plugin-infra-react';
import type { GuestSnapshots } from '@reverb256/backstage-plugin-proxmox-common';
import { useGuestOperations } from '../guests/GuestOperations';
import type { GuestRow } from '../guests/guestRows';
import styles from './guest.module.css';
import { deleteSnapshot, rollBack } from './snapshotActions';
import {
  snapshotsAfter,
  snapshotTree,
  type SnapshotNode,
} from './snapshotTree';

const Here = () => <span className={styles.here}>you are here</span>;

interface BranchProps {
  node: SnapshotNode;
  snapshots: GuestSnapshots;
  row: GuestRow;
}

/** Snapshots below those that they were made on, and where the guest is. */
export function SnapshotTree(props: Omit<BranchProps, 'node'>) {
  const { snapshots, row } = props;
  const { roots, isCurrentLoose } = snapshotTree(snapshots);
  return (
    <ul className={styles.tree}>
      {roots.map(node => (
        <Branch key={node.name} node={node} snapshots={snapshots} row={row} />
      ))}
      {isCurrentLoose && (
        <li className={styles.snapshot}>
          <Here />
        </li>
      )}
    </ul>
  );
}

function Branch({ node, snapshots, row }: BranchProps) {
  const { children, isCurrent } = node;
  return (
    <li>
      <div className={styles.snapshot}>
        <Words node={node} snapshots={snapshots} />
        <Actions node={node} row={row} />
      </div>
      {(isCurrent || children.length > 0) && (
        <ul>
          {children.map(child => (
            <Branch
              key={child.name}
              node={child}
              snapshots={snapshots}
              row={row}
            />
          ))}
          {isCurrent && (
            <li className={styles.snapshot}>
              <Here />
            </li>
          )}
        </ul>
      )}
    </li>
  );
}

function Words({ node, snapshots }: Omit<BranchProps, 'row'>) {
  const after = snapshotsAfter(snapshots, node.name);
  return (
    <div className={styles.snapshotWords}>
      <div className={styles.line}>
        <strong>{node.name}</strong>
        {node.createdAt && <Age at={node.createdAt} />}
        {node.withMemory && <span className={styles.small}>with memory</span>}
      </div>
      {node.description && (
        <div className={styles.small}>{node.description}</div>
      )}
      {after.length > 0 && (
        <div className={styles.small}>
          {formatCount(after.length, 'snapshot')} since
        </div>
      )}
    </div>
  );
}

function Actions({ node, row }: Omit<BranchProps, 'snapshots'>) {
  const { isOffered, open } = useGuestOperations();
  // Of a guest that nobody can see, nobody knows what would become of it.
  if (!isOffered || row.lastKnownAt !== undefined) return null;
  return (
    <div className={styles.actions}>
      <Button
        size="small"
        variant="secondary"
        aria-label={`Roll back to ${node.name}…`}
        onPress={() => open(rollBack(row, node))}
      >
        Roll back…
      </Button>
      <Button
        size="small"
        variant="tertiary"
        aria-label={`Delete the snapshot ${node.name}…`}
        onPress={() => open(deleteSnapshot(row, node))}
      >
        Delete…
      </Button>
    </div>
  );
}
