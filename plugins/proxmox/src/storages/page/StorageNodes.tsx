import { useRouteRef } from '@backstage/frontend-plugin-api';
import { Link } from '@backstage/ui';
import type { Health } from '@reverb256/backstage-plugin-infra-common';
import { HealthBadge } from '@reverb256/backstage-plugin-infra-react';
import type { ProxmoxInventory } from '@reverb256/backstage-plugin-proxmox-common';
import { useMemo } from 'react';
import { PlainTable, type PlainColumn } from '../../parts';
import { nodeRouteRef } from '../../routes';
import type { NodeView, StorageRow } from '../storageRows';
import styles from '../../nodes/page/node.module.css';

interface Seen {
  node: string;
  /** Undefined for a node that does not have the storage. */
  view?: NodeView;
}

const words: Record<NodeView, { health: Health; word: string }> = {
  available: { health: 'ok', word: 'sees it' },
  away: { health: 'critical', word: 'does not see it' },
  unknown: { health: 'unknown', word: 'not known: the node is away' },
};

/** Which nodes see a storage, which do not, and which do not have it. */
export function StorageNodes(props: {
  row: StorageRow;
  inventory: ProxmoxInventory;
}) {
  const { row, inventory } = props;
  const nodeHref = useRouteRef(nodeRouteRef);
  const seen = useMemo<Seen[]>(
    () =>
      Object.keys(inventory.nodes)
        .sort((a, b) => a.localeCompare(b, 'en', { numeric: true }))
        .map(node => ({ node, view: row.views.get(node) })),
    [inventory.nodes, row.views],
  );
  const columns = useMemo<PlainColumn<Seen>[]>(
    () => [
      {
        id: 'node',
        label: 'Node',
        cell: ({ node }) => {
          const href = nodeHref?.({ cluster: row.cluster, node });
          return href ? <Link href={href}>{node}</Link> : node;
        },
      },
      {
        id: 'view',
        label: 'Storage',
        cell: ({ view }) =>
          view ? (
            <HealthBadge
              health={row.lastKnownAt ? 'unknown' : words[view].health}
            >
              {words[view].word}
            </HealthBadge>
          ) : (
            <span className={styles.secondary}>does not have it</span>
          ),
      },
    ],
    [nodeHref, row.cluster, row.lastKnownAt],
  );
  return (
    <section className={styles.stack} aria-labelledby="storage-nodes">
      <h2 id="storage-nodes" className={styles.heading}>
        Nodes
      </h2>
      <PlainTable
        label="How each node sees it"
        columns={columns}
        rows={seen}
        keyOf={({ node }) => node}
      />
    </section>
  );
}
