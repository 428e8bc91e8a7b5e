import { Text } from '@backstage/ui';
import {
  formatBytesOf,
  Meter,
  ReadingView,
} from '@reverb256/backstage-plugin-infra-react';
import {
  fullness,
  usedFraction,
  type GuestInside as Inside,
} from '@reverb256/backstage-plugin-proxmox-common';
import { Facts, PlainTable, type PlainColumn } from '../parts';
import styles from './guest.module.css';
import type { GuestRef } from './useGuest';
import { useGuestPart } from './useGuestPart';

const tellers: Record<Inside['from'], string> = {
  agent: 'The guest agent tells this.',
  container: 'The node that the container runs on tells this.',
  nobody: 'Nobody tells what is inside.',
};

type Interface = Inside['interfaces'][number];
type FileSystem = NonNullable<Inside['fileSystems']>[number];

const interfaceColumns: PlainColumn<Interface>[] = [
  { id: 'name', label: 'Interface', cell: row => row.name },
  {
    id: 'addresses',
    label: 'Addresses',
    cell: row => <Addresses addresses={row.addresses} />,
  },
  { id: 'mac', label: 'MAC', cell: row => row.mac ?? '–' },
];

const fileSystemColumns: PlainColumn<FileSystem>[] = [
  { id: 'at', label: 'Mounted at', cell: row => row.mountedAt },
  { id: 'type', label: 'Type', cell: row => row.type ?? '–' },
  {
    id: 'use',
    label: 'Use',
    cell: row =>
      row.use ? (
        <Meter
          label={`Use of ${row.mountedAt}`}
          fraction={usedFraction(row.use)}
          limits={fullness.storage}
          detail={formatBytesOf(row.use.usedBytes, row.use.totalBytes)}
          isCompact
        />
      ) : (
        'not told'
      ),
  },
];

/** Addresses, the system and its file systems, as the guest itself or its node tells. */
export function GuestInside({ of }: { of: GuestRef }) {
  return (
    <ReadingView
      title="Inside"
      subject="what is inside of this guest"
      reading={useGuestPart(of, 'inside')}
    >
      {inside => (
        <div className={styles.stack}>
          <Text color="secondary">
            {tellers[inside.from]} {inside.reason}
          </Text>
          <Facts
            facts={[
              { name: 'System', value: inside.os?.name },
              { name: 'Kernel', value: inside.os?.kernel },
            ]}
          />
          {inside.interfaces.length > 0 && (
            <PlainTable
              label="Network interfaces and addresses"
              columns={interfaceColumns}
              rows={inside.interfaces}
              keyOf={row => row.name}
            />
          )}
          {inside.fileSystems && inside.fileSystems.length > 0 && (
            <PlainTable
              label="File systems"
              columns={fileSystemColumns}
              rows={inside.fileSystems}
              keyOf={row => row.mountedAt}
            />
          )}
        </div>
      )}
    </ReadingView>
  );
}

function Addresses({ addresses }: { addresses: readonly string[] }) {
  if (addresses.length === 0) return <>none</>;
  return (
    <ul className={styles.plainList}>
      {addresses.map(address => (
        <li key={address}>
          <code>{address}</code>
        </li>
      ))}
    </ul>
  );
}
