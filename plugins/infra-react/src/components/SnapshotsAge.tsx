import type { SourceSnapshot } from '../client';
import { Age } from './Age';
import styles from './SnapshotsAge.module.css';

/** @public */
export interface SnapshotsAgeProps {
  sources: readonly SourceSnapshot<unknown>[];
}

/**
 * When what a table shows was read, also while all is well: the oldest read of its sources, and whose it is where there
 * are several. Nothing while none was read; why not is said by the notices.
 *
 * @public
 */
export function SnapshotsAge({ sources }: SnapshotsAgeProps) {
  const reads = sources
    .flatMap(({ snapshot: { collectedAt, title } }) =>
      collectedAt ? [{ at: collectedAt, title }] : [],
    )
    .sort((a, b) => Date.parse(a.at) - Date.parse(b.at));
  if (reads.length === 0) return null;
  const [{ at, title }] = reads;
  const isOne = reads.length === 1;
  return (
    <p className={styles.age}>
      {isOne ? 'read' : 'oldest read'} <Age at={at} />
      {!isOne && ` (${title})`}
    </p>
  );
}
