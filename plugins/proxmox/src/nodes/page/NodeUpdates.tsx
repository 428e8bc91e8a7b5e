import { Text } from '@backstage/ui';
import {
  formatCount,
  ReadingView,
} from '@reverb256/backstage-plugin-infra-react';
import type { NodeUpdates as Updates } from '@reverb256/backstage-plugin-proxmox-common';
import { PlainTable, type PlainColumn } from '../../parts';
import styles from './node.module.css';
import type { NodeRef } from './useNode';
import { useNodePart } from './useNodePart';

type Update = Updates[number];

const columns: PlainColumn<Update>[] = [
  {
    id: 'package',
    label: 'Package',
    cell: update => (
      <>
        <code>{update.package}</code>
        {update.title && <div className={styles.small}>{update.title}</div>}
      </>
    ),
  },
  { id: 'old', label: 'Now', cell: ({ oldVersion }) => oldVersion ?? 'new' },
  { id: 'new', label: 'Then', cell: ({ newVersion }) => newVersion },
  { id: 'origin', label: 'From', cell: ({ origin }) => origin ?? 'unknown' },
];

/** The packages that could be updated, as of the node's own last look. */
export function NodeUpdates({ of }: { of: NodeRef }) {
  return (
    <ReadingView
      title="Pending updates"
      subject="the updates of this node"
      reading={useNodePart(of, 'updates')}
      isEmpty={updates => updates.length === 0}
      empty={
        <Text color="secondary">
          None, as of the node’s last look into its repositories.
        </Text>
      }
    >
      {updates => (
        <details>
          <summary>
            {formatCount(updates.length, 'package')}, as of the node’s last look
            into its repositories
          </summary>
          <PlainTable
            label="Packages with updates"
            columns={columns}
            rows={updates}
            keyOf={update => update.package}
          />
        </details>
      )}
    </ReadingView>
  );
}
