import { useRouteRef } from '@backstage/frontend-plugin-api';
import { Button, ButtonLink, Link } from '@backstage/ui';
import { RiExternalLinkLine } from '@remixicon/react';
import type { ProxmoxInventory } from '@reverb256/backstage-plugin-proxmox-common';
import { guestActions } from '../guests/guestActions';
import { GuestMenu } from '../guests/GuestMenu';
import { useGuestOperations } from '../guests/GuestOperations';
import { typeWord, type GuestRow } from '../guests/guestRows';
import { GuestRun } from '../guests/GuestRun';
import { GuestStatus } from '../guests/GuestStatus';
import { GuestTags } from '../guests/GuestTags';
import { guestsRouteRef, nodeRouteRef } from '../routes';
import { consoleHref } from './consoleHref';
import styles from './guest.module.css';

/** What a guest is called, where and how it is, and what can be done with it. */
export function GuestHeader(props: {
  row: GuestRow;
  inventory: ProxmoxInventory;
  /** Where the cluster's own web interface is. */
  webUrl: string | undefined;
  /** Where another heading stands above it. */
  isBelow?: boolean;
}) {
  const { row, inventory, webUrl, isBelow } = props;
  const { guest } = row;
  const Heading = isBelow ? 'h2' : 'h1';
  return (
    <header className={styles.header}>
      <div className={styles.names}>
        <Heading className={styles.name}>{row.name}</Heading>
        <div className={styles.line}>
          <span>
            {typeWord(guest)} {guest.vmid}
          </span>
          <Where row={row} inventory={inventory} />
        </div>
        <GuestStatus row={row} />
        <GuestRun row={row} />
        <Marks row={row} />
      </div>
      <Actions row={row} webUrl={webUrl} />
    </header>
  );
}

/** The node that a guest is on, and how that is where it is not as it should be. */
export function Where(props: { row: GuestRow; inventory: ProxmoxInventory }) {
  const { row, inventory } = props;
  const { node } = row.guest;
  const href = useRouteRef(nodeRouteRef)?.({ cluster: row.cluster, node });
  const { status, haState } = inventory.nodes[node] ?? {};
  const isWell = status === 'online' && haState !== 'maintenance';
  return (
    <span>
      on {href ? <Link href={href}>{node}</Link> : node}
      {!isWell && (
        <strong>
          {' '}
          ({status === 'online' ? 'in maintenance' : status ?? 'not known'})
        </strong>
      )}
      <span className={styles.secondary}> in {row.clusterTitle}</span>
    </span>
  );
}

/** HA, pool and tags; a tag leads to all guests that have it. */
export function Marks({ row }: { row: GuestRow }) {
  const { haState, pool, tags } = row.guest;
  const guests = useRouteRef(guestsRouteRef)?.() ?? '';
  if (!haState && !pool && tags.length === 0) return null;
  return (
    <div className={styles.line}>
      {haState && <span>HA: {haState}</span>}
      {pool && <span>Pool: {pool}</span>}
      <GuestTags
        tags={tags}
        hrefOf={tag => `${guests}?q=${encodeURIComponent(`tag:${tag}`)}`}
      />
    </div>
  );
}

function Actions(props: { row: GuestRow; webUrl: string | undefined }) {
  const { row, webUrl } = props;
  const { isOffered, start } = useGuestOperations();
  const [first] = isOffered ? guestActions(row) : [];
  const console = consoleHref(webUrl, row.guest);
  return (
    <div className={styles.actions}>
      {console && (
        <ButtonLink
          variant="secondary"
          href={console}
          target="_blank"
          rel="noreferrer"
          iconEnd={<RiExternalLinkLine aria-hidden />}
        >
          Console
        </ButtonLink>
      )}
      {first && (
        <Button variant="secondary" onPress={() => start(row, first)}>
          {first.label}
        </Button>
      )}
      <GuestMenu row={row} />
    </div>
  );
}
