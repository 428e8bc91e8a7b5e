import type { SourceSnapshot } from '../client';
import { describeSnapshot } from './describeSnapshot';
import { SnapshotStatus } from './SnapshotStatus';
import styles from './SnapshotView.module.css';

/** @public */
export interface SnapshotNoticesProps {
  sources: readonly SourceSnapshot<unknown>[];
  answeredAt: Date;
}

/**
 * What is the matter with any of several sources, above something that shows all of them together, such as a table.
 *
 * @public
 */
export function SnapshotNotices({ sources, answeredAt }: SnapshotNoticesProps) {
  const notices = sources.flatMap(source => {
    const notice = describeSnapshot(source, answeredAt);
    return notice ? [{ notice, snapshot: source.snapshot }] : [];
  });
  if (notices.length === 0) return null;
  return (
    <div className={styles.view}>
      {notices.map(({ notice, snapshot }) => (
        <SnapshotStatus
          key={snapshot.source}
          notice={notice}
          lastKnownAt={
            snapshot.data && notice.gaps.length === 0
              ? snapshot.collectedAt
              : undefined
          }
        />
      ))}
    </div>
  );
}
