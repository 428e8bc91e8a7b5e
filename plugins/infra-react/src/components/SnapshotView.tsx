import { Skeleton } from '@backstage/ui';
import type { ReactNode } from 'react';
import type { PortalProblem, SourceSnapshot } from '../client';
import { describeSnapshot } from './describeSnapshot';
import { SnapshotStatus } from './SnapshotStatus';
import styles from './SnapshotView.module.css';

/** @public */
export interface SnapshotViewProps<T> {
  source: SourceSnapshot<T>;
  /** When the portal last answered, as `useSnapshots` gives it. */
  answeredAt: Date;
  /** Why the portal gives no newer answer, where the page does not say it already for all sources together. */
  portal?: PortalProblem;
  /** What stands in for the data while it is on the way. */
  skeleton?: ReactNode;
  /** What is shown in the place of data that was read and holds nothing. */
  empty?: ReactNode;
  /** Whether the data holds nothing; never, if not given. */
  isEmpty?: (data: T) => boolean;
  children: (data: T) => ReactNode;
}

/**
 * Shows one source's snapshot in whatever state it is: on the way, fresh, old, with parts missing, forbidden, not
 * trusted, out of reach, empty. The last data stays in view below the notice, with its age.
 *
 * @public
 */
export function SnapshotView<T>(props: SnapshotViewProps<T>) {
  const { source, answeredAt, portal } = props;
  const { data, collectedAt } = source.snapshot;
  const notice = describeSnapshot(source, answeredAt, portal);
  const isOld = notice !== undefined && notice.gaps.length === 0;
  return (
    <div className={styles.view}>
      {notice && (
        <SnapshotStatus
          notice={notice}
          lastKnownAt={data && isOld ? collectedAt : undefined}
        />
      )}
      <SnapshotBody {...props} isWaiting={!notice || notice.tone === 'info'} />
    </div>
  );
}

function SnapshotBody<T>({
  source,
  isWaiting,
  ...props
}: SnapshotViewProps<T> & { isWaiting: boolean }) {
  const { data } = source.snapshot;
  if (data === undefined) {
    return isWaiting ? (
      <>{props.skeleton ?? <Skeleton width="100%" height={96} />}</>
    ) : null;
  }
  if (props.isEmpty?.(data)) return <>{props.empty}</>;
  return <>{props.children(data)}</>;
}
