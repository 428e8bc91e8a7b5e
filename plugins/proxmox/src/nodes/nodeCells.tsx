import {
  Age,
  HealthIcon,
  LinesValue,
  TextValue,
  useNow,
} from '@reverb256/backstage-plugin-infra-react';
import type { ReactNode } from 'react';
import styles from '../table/TablePage.module.css';
import {
  describeCertificate,
  describeUpdates,
  type FactWords,
} from './nodeFacts';
import type { NodeRow } from './nodeRows';
import { NodeStatus } from './NodeStatus';

/** Whether what a row says is not known to hold now. */
export const isDim = (row: NodeRow) =>
  row.lastKnownAt !== undefined || row.node.status !== 'online';

/** What an offline node had is not in use; of an online one that tells nothing it is unknown. */
export const unlessOffline = (row: NodeRow, cell: ReactNode) =>
  row.node.status === 'offline' ? <TextValue text={undefined} isDim /> : cell;

/** Since when a node is up, as far as it is known to be up at all. */
export const upSince = (row: NodeRow) =>
  isDim(row) ? undefined : row.node.startedAt;

/** How a node is, and since when nothing newer is known. */
export function StatusCell({ row }: { row: NodeRow }) {
  const at = row.lastKnownAt;
  const { lastOnlineAt } = row.node;
  return (
    <LinesValue>
      <span>
        <NodeStatus node={row.node} isOld={at !== undefined} />
      </span>
      {at && (
        <span className={styles.small}>
          last known <Age at={at} isPlain />
        </span>
      )}
      {!at && lastOnlineAt && (
        <span className={styles.small}>
          last online <Age at={lastOnlineAt} isPlain />
        </span>
      )}
    </LinesValue>
  );
}

/** A fact with its health where that is not good, and the time that it was read. */
export function FactCell(props: {
  fact: FactWords;
  row: NodeRow;
  readAt?: string;
}) {
  const { fact, row, readAt } = props;
  return (
    <LinesValue isDim={isDim(row) || fact.health === 'unknown'}>
      <span className={styles.line}>
        {fact.health === 'ok' || fact.health === 'unknown' ? null : (
          <HealthIcon health={fact.health} />
        )}{' '}
        {fact.words}
      </span>
      {readAt && (
        <span className={styles.small}>
          read <Age at={readAt} isPlain />
        </span>
      )}
    </LinesValue>
  );
}

/** When the certificate of a node ends. */
export function CertificateCell({ row }: { row: NodeRow }) {
  const now = useNow(60);
  const { certificate } = row;
  return (
    <FactCell
      fact={describeCertificate(certificate, now)}
      row={row}
      readAt={certificate?.readAt}
    />
  );
}

/** How many updates wait on a node, and when that was read. */
export function UpdatesCell({ row }: { row: NodeRow }) {
  const { facts } = row;
  return (
    <span title={facts?.problems?.join(' ')}>
      <FactCell
        fact={describeUpdates(facts)}
        row={row}
        readAt={facts?.readAt}
      />
    </span>
  );
}
