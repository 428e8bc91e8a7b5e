import { Text } from '@backstage/ui';
import {
  HealthBadge,
  ReadingView,
} from '@reverb256/backstage-plugin-infra-react';
import type { NodeNetwork as Network } from '@reverb256/backstage-plugin-proxmox-common';
import { PlainTable, type PlainColumn } from '../../parts';
import styles from './node.module.css';
import type { NodeRef } from './useNode';
import { useNodePart } from './useNodePart';

type Interface = Network[number];

const list = (values: readonly string[]) => values.join(', ') || '–';

const detailsOf = (of: Interface) =>
  [
    of.bondMode && `mode ${of.bondMode}`,
    of.vlan !== undefined && `VLAN ${of.vlan}`,
    of.mtu !== undefined && `MTU ${of.mtu}`,
    // What a bridge or a bond is made of is brought up with it.
    !of.autostart && of.type !== 'eth' && 'not started by itself',
  ]
    .filter(Boolean)
    .join(', ');

const columns: PlainColumn<Interface>[] = [
  {
    id: 'name',
    label: 'Interface',
    cell: ({ name, comment }) => (
      <>
        <code>{name}</code>
        {comment && <div className={styles.small}>{comment}</div>}
      </>
    ),
  },
  { id: 'type', label: 'Type', cell: ({ type }) => type },
  {
    id: 'active',
    label: 'State',
    cell: ({ active, autostart }) => {
      if (active) return <HealthBadge health="ok">active</HealthBadge>;
      // One that is meant to be there, and is not.
      return (
        <HealthBadge health={autostart ? 'warning' : 'unknown'}>
          inactive
        </HealthBadge>
      );
    },
  },
  {
    id: 'addresses',
    label: 'Addresses',
    cell: ({ addresses }) => list(addresses),
  },
  { id: 'gateways', label: 'Gateway', cell: ({ gateways }) => list(gateways) },
  { id: 'ports', label: 'Made of', cell: ({ ports }) => list(ports) },
  { id: 'more', label: 'Details', cell: of => detailsOf(of) || '–' },
];

/** The network interfaces of a node. */
export function NodeNetwork({ of }: { of: NodeRef }) {
  return (
    <ReadingView
      title="Network"
      subject="the network of this node"
      reading={useNodePart(of, 'network')}
      isEmpty={all => all.length === 0}
      empty={<Text color="secondary">The node tells of no interfaces.</Text>}
    >
      {all => (
        <PlainTable
          label="Network interfaces"
          columns={columns}
          rows={all}
          keyOf={({ name }) => name}
        />
      )}
    </ReadingView>
  );
}
