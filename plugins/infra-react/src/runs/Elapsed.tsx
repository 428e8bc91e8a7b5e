import type { Run } from '@reverb256/backstage-plugin-infra-common';
import { useNow } from '../clock';
import { formatDuration } from '../format';
import styles from './RunView.module.css';

/** @public */
export interface ElapsedProps {
  run: Pick<Run, 'createdAt' | 'endedAt'>;
}

const secondsOf = (from: string, to: number) => (to - Date.parse(from)) / 1000;

/** How long a run has taken, or took. It ticks silently. @public */
export function Elapsed({ run }: ElapsedProps) {
  return (
    <span className={styles.number}>
      {run.endedAt ? (
        formatDuration(secondsOf(run.createdAt, Date.parse(run.endedAt)))
      ) : (
        <Ticking since={run.createdAt} />
      )}
    </span>
  );
}

function Ticking({ since }: { since: string }) {
  return <>{formatDuration(secondsOf(since, useNow(1).getTime()))}</>;
}
