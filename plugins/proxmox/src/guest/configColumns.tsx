import { Link } from '@backstage/ui';
import { formatBytes } from '@reverb256/backstage-plugin-infra-react';
import type {
  GuestDisk,
  GuestNetwork,
} from '@reverb256/backstage-plugin-proxmox-common';
import type { ReactNode } from 'react';
import type { PlainColumn } from '../parts';
import { diskKindWord, diskNotes } from './configWords';
import styles from './guest.module.css';
import { PendingMark } from './PendingMark';

function Key(props: { name: string; isPending: boolean; note?: ReactNode }) {
  return (
    <>
      <code>{props.name}</code> {props.isPending && <PendingMark />}
      {props.note && <div className={styles.small}>{props.note}</div>}
    </>
  );
}

/**
 * @param pending - the keys whose new value is not in effect yet
 * @param hrefOf - the page of a storage
 */
export const diskColumns = (
  pending: ReadonlySet<string>,
  hrefOf: (storage: string) => string | undefined,
): PlainColumn<GuestDisk>[] => [
  {
    id: 'key',
    label: 'Disk',
    cell: disk => (
      <Key
        name={disk.key}
        isPending={pending.has(disk.key)}
        note={diskKindWord(disk)}
      />
    ),
  },
  {
    id: 'size',
    label: 'Size',
    isNumber: true,
    cell: ({ sizeBytes }) =>
      sizeBytes === undefined ? '–' : formatBytes(sizeBytes),
  },
  {
    id: 'storage',
    label: 'Storage',
    cell: ({ storage }) => {
      const href = storage && hrefOf(storage);
      return href ? <Link href={href}>{storage}</Link> : storage ?? '–';
    },
  },
  {
    id: 'volume',
    label: 'Volume',
    cell: ({ volume, mountedAt }) => (
      <>
        {volume ? <code>{volume}</code> : 'empty'}
        {mountedAt && <div className={styles.small}>at {mountedAt}</div>}
      </>
    ),
  },
  {
    id: 'notes',
    label: 'Set',
    cell: disk => diskNotes(disk).join(', ') || '–',
  },
];

const networkNotes = (network: GuestNetwork): string[] => [
  ...(network.linkDown ? ['link down'] : []),
  ...(network.firewall ? ['firewall'] : []),
  ...Object.entries(network.options).map(([key, value]) => `${key}=${value}`),
];

/** @param pending - the keys whose new value is not in effect yet */
export const networkColumns = (
  pending: ReadonlySet<string>,
): PlainColumn<GuestNetwork>[] => [
  {
    id: 'key',
    label: 'Network',
    cell: network => (
      <Key
        name={network.key}
        isPending={pending.has(network.key)}
        note={network.model}
      />
    ),
  },
  {
    id: 'bridge',
    label: 'Bridge',
    cell: ({ bridge, vlan }) =>
      [bridge, vlan && `VLAN ${vlan}`].filter(Boolean).join(', ') || '–',
  },
  { id: 'mac', label: 'MAC', cell: ({ mac }) => mac ?? '–' },
  {
    id: 'addresses',
    label: 'Configured addresses',
    cell: ({ addresses, gateways }) => (
      <>
        {addresses.join(', ') || '–'}
        {gateways.length > 0 && (
          <div className={styles.small}>by {gateways.join(', ')}</div>
        )}
      </>
    ),
  },
  {
    id: 'notes',
    label: 'Set',
    cell: network => networkNotes(network).join(', ') || '–',
  },
];
