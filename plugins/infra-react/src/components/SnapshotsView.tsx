import { Skeleton, VisuallyHidden } from '@backstage/ui';
import type { ReactNode } from 'react';
import type { SnapshotsResult, SourceSnapshot } from '../client';
import { describePortalProblem } from './describePortalProblem';
import { SnapshotStatus } from './SnapshotStatus';
import styles from './SnapshotView.module.css';

/** @public */
export interface SnapshotsViewProps<T> {
  result: SnapshotsResult<T>;
  /** What the page is about, for its notices: `Proxmox clusters`. */
  subject: string;
  /** What stands in until the portal has answered once. */
  skeleton?: ReactNode;
  /** What is shown when no source is configured: says so, and what to do. */
  noSources: ReactNode;
  children: (
    sources: readonly SourceSnapshot<T>[],
    answeredAt: Date,
  ) => ReactNode;
}

/**
 * The frame of a page over all sources of a family: waits for the first answer, says when the portal itself is silent,
 * and hands over the sources. Each of them is then shown by a {@link SnapshotView}.
 *
 * @public
 */
export function SnapshotsView<T>(props: SnapshotsViewProps<T>) {
  const { sources, problem, answeredAt } = props.result;
  const notice = problem && describePortalProblem(problem, props.subject);
  return (
    <div className={styles.view}>
      {notice && (
        <SnapshotStatus
          notice={notice}
          lastKnownAt={sources && answeredAt?.toISOString()}
        />
      )}
      <Sources {...props} />
    </div>
  );
}

function Sources<T>({
  result: { sources, problem, answeredAt },
  subject,
  skeleton,
  noSources,
  children,
}: SnapshotsViewProps<T>) {
  if (!sources || !answeredAt) {
    if (problem) return null;
    return (
      <>
        <VisuallyHidden role="status">Loading {subject}</VisuallyHidden>
        {skeleton ?? <Skeleton width="100%" height={160} />}
      </>
    );
  }
  if (sources.length === 0) return <>{noSources}</>;
  return <>{children(sources, answeredAt)}</>;
}
