import {
  Age,
  useNow,
  formatDuration,
} from '@reverb256/backstage-plugin-infra-react';
import { upSince } from '../nodeCells';
import type { NodeRow } from '../nodeRows';
import { NodeStatus } from '../NodeStatus';
import styles from './node.module.css';

/** What a node is called, and how it is. */
export function NodeHeader(props: {
  row: NodeRow;
  /** Where another heading stands above it. */
  isBelow?: boolean;
}) {
  const { row, isBelow } = props;
  const { node, lastKnownAt } = row;
  const startedAt = upSince(row);
  const Heading = isBelow ? 'h2' : 'h1';
  return (
    <header className={styles.names}>
      <Heading className={styles.name}>{node.name}</Heading>
      <div className={styles.line}>
        <NodeStatus node={node} isOld={lastKnownAt !== undefined} />
        {node.haState && <span>HA: {node.haState}</span>}
        {startedAt && <Uptime startedAt={startedAt} />}
        {row.version && <span>Proxmox VE {row.version}</span>}
        {node.ip && <span>{node.ip}</span>}
        <span className={styles.secondary}>in {row.clusterTitle}</span>
      </div>
      {lastKnownAt && (
        <p className={styles.note}>
          This is what was last known <Age at={lastKnownAt} />.
        </p>
      )}
      {node.status !== 'online' && (
        <p className={styles.note}>
          {node.lastOnlineAt && (
            <>
              It was last online <Age at={node.lastOnlineAt} />.{' '}
            </>
          )}
          How its guests are is not known; below is what was known while it was
          online, as far as somebody asked then.
        </p>
      )}
    </header>
  );
}

function Uptime({ startedAt }: { startedAt: string }) {
  const now = useNow(60);
  const seconds = (now.getTime() - Date.parse(startedAt)) / 1000;
  return (
    <span>
      up <time dateTime={startedAt}>{formatDuration(seconds)}</time>
    </span>
  );
}
