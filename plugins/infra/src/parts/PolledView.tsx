import { Skeleton, VisuallyHidden } from '@backstage/ui';
import {
  describePortalProblem,
  SnapshotStatus,
  type PolledResult,
} from '@reverb256/backstage-plugin-infra-react';
import type { ReactNode } from 'react';
import styles from './parts.module.css';

interface PolledViewProps<T> {
  result: PolledResult<T>;
  /** What it is about, for its notices: `the findings`. */
  subject: string;
  children: (data: T) => ReactNode;
}

/** Something that the portal is asked for, in whatever state that is. What was last known stays in view. */
export function PolledView<T>(props: PolledViewProps<T>) {
  const { result, subject, children } = props;
  const { data, problem, answeredAt } = result;
  return (
    <div className={styles.stack}>
      {problem && (
        <SnapshotStatus
          notice={describePortalProblem(problem, subject)}
          lastKnownAt={data && answeredAt}
        />
      )}
      {data === undefined && !problem && (
        <>
          <VisuallyHidden role="status">Loading {subject}</VisuallyHidden>
          <Skeleton width="100%" height={160} />
        </>
      )}
      {data !== undefined && children(data)}
    </div>
  );
}
