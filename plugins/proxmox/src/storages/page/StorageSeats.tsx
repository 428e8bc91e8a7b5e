import { useRouteRef } from '@backstage/frontend-plugin-api';
import { Link, Text } from '@backstage/ui';
import {
  formatBytes,
  formatCount,
} from '@reverb256/backstage-plugin-infra-react';
import type {
  ProxmoxInventory,
  StorageContent as Content,
} from '@reverb256/backstage-plugin-proxmox-common';
import { useMemo } from 'react';
import styles from '../../nodes/page/node.module.css';
import { PlainTable, type PlainColumn } from '../../parts';
import { guestRouteRef } from '../../routes';
import type { StorageRef } from '../useStorage';
import { seatedGuests, type SeatedGuest } from './contentSums';

/** Beyond these a list is no longer read. */
const SHOWN = 50;

/** The guests that have disks on a storage, the largest first. */
export function StorageSeats(props: {
  of: StorageRef;
  content: Content;
  inventory: ProxmoxInventory;
}) {
  const { of, content, inventory } = props;
  const guestHref = useRouteRef(guestRouteRef);
  const seats = useMemo(
    () => seatedGuests(content.volumes, inventory),
    [content, inventory],
  );
  const columns = useMemo<PlainColumn<SeatedGuest>[]>(
    () => [
      {
        id: 'guest',
        label: 'Guest',
        cell: ({ vmid, guest }) => {
          if (!guest) {
            return (
              <>
                {vmid}
                <div className={styles.small}>
                  no guest of this number is known
                </div>
              </>
            );
          }
          const { type, name } = guest;
          const href = guestHref?.({ cluster: of.cluster, type, vmid });
          const words = `${name ?? 'without a name'} (${vmid})`;
          return href ? <Link href={href}>{words}</Link> : words;
        },
      },
      { id: 'node', label: 'On', cell: ({ guest }) => guest?.node ?? '–' },
      { id: 'disks', label: 'Disks', isNumber: true, cell: seat => seat.disks },
      {
        id: 'size',
        label: 'Size',
        isNumber: true,
        cell: ({ bytes }) => formatBytes(bytes),
      },
    ],
    [guestHref, of.cluster],
  );
  if (seats.length === 0) {
    return <Text color="secondary">No guest has disks on it.</Text>;
  }
  const rest = seats.length - SHOWN;
  return (
    <>
      <p className={styles.note}>
        {formatCount(seats.length, 'guest')}{' '}
        {seats.length === 1 ? 'has' : 'have'} disks on it
        {rest > 0 && `; these are the ${SHOWN} largest`}:
      </p>
      <PlainTable
        label="Guests with disks on it"
        columns={columns}
        rows={seats.slice(0, SHOWN)}
        keyOf={({ vmid }) => vmid}
      />
    </>
  );
}
