import { Text } from '@backstage/ui';
import type { Health } from '@reverb256/backstage-plugin-infra-common';
import {
  formatBytes,
  formatPercent,
  HealthBadge,
  Meter,
  ReadingView,
} from '@reverb256/backstage-plugin-infra-react';
import type { NodeDisks as Disks } from '@reverb256/backstage-plugin-proxmox-common';
import { PlainTable, type PlainColumn } from '../../parts';
import styles from './node.module.css';
import type { NodeRef } from './useNode';
import { useNodePart } from './useNodePart';

type Disk = Disks[number];

const healthOf: Record<Disk['health'], Health> = {
  passed: 'ok',
  failed: 'critical',
  unknown: 'unknown',
};

/** From which wear on a disk should be replaced, as parts of its life. */
const WORN = { warning: 0.9, critical: 0.97 };

const modelOf = ({ vendor, model, serial }: Disk) =>
  [vendor, model, serial && `serial ${serial}`].filter(Boolean).join(' · ');

const columns: PlainColumn<Disk>[] = [
  {
    id: 'device',
    label: 'Disk',
    cell: disk => (
      <>
        <code>{disk.device}</code>
        <div className={styles.small}>{modelOf(disk)}</div>
      </>
    ),
  },
  {
    id: 'health',
    label: 'SMART',
    cell: ({ health, healthText }) => (
      <HealthBadge health={healthOf[health]}>
        {healthText?.toLowerCase() ?? health}
      </HealthBadge>
    ),
  },
  {
    id: 'wear',
    label: 'Worn',
    cell: disk => <Wear disk={disk} />,
  },
  { id: 'type', label: 'Type', cell: ({ type }) => type ?? 'unknown' },
  {
    id: 'size',
    label: 'Size',
    isNumber: true,
    cell: ({ sizeBytes }) =>
      sizeBytes === undefined ? 'unknown' : formatBytes(sizeBytes),
  },
  {
    id: 'for',
    label: 'Used for',
    cell: ({ usedFor }) => usedFor ?? 'not known',
  },
];

function Wear({ disk }: { disk: Disk }) {
  const { lifeLeftFraction, device } = disk;
  if (lifeLeftFraction === undefined) return <>does not tell</>;
  return (
    <div className={styles.wear}>
      <Meter
        label={`Wear of ${device}`}
        fraction={1 - lifeLeftFraction}
        limits={WORN}
        detail={`${formatPercent(lifeLeftFraction)} of its life left`}
        isCompact
      />
    </div>
  );
}

/** The physical disks of a node, with health and wear. */
export function NodeDisks({ of }: { of: NodeRef }) {
  return (
    <ReadingView
      title="Physical disks"
      subject="the disks of this node"
      reading={useNodePart(of, 'disks')}
      isEmpty={disks => disks.length === 0}
      empty={<Text color="secondary">The node tells of no disks.</Text>}
    >
      {disks => (
        <PlainTable
          label="Disks of this node"
          columns={columns}
          rows={disks}
          keyOf={({ device }) => device}
        />
      )}
    </ReadingView>
  );
}
