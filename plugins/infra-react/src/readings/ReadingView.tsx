import { Skeleton, VisuallyHidden } from '@backstage/ui';
import { RiAlertFill, RiCloseCircleFill } from '@remixicon/react';
import { useId, type ReactNode } from 'react';
import { Age } from '../components/Age';
import { describeReading, type ReadingNotice } from './describeReading';
import styles from './ReadingView.module.css';
import type { ReadingResult } from './useReading';

/** @public */
export interface ReadingViewProps<T> {
  /** The heading of the part: `Disks`. */
  title: string;
  /** What is read, in a sentence, where the title does not fit there: `the disks of forge`. */
  subject?: string;
  /** As `useReading` gives it. */
  reading: ReadingResult<T>;
  /** Stands beside the heading, such as a choice of the timeframe. */
  actions?: ReactNode;
  /** What stands in for the data while it is on the way. */
  skeleton?: ReactNode;
  /** Whether the data holds nothing; never, if not given. */
  isEmpty?: (data: T) => boolean;
  /** What is shown in the place of data that was read and holds nothing. */
  empty?: ReactNode;
  /** 2 or 3: where the heading stands in the page. */
  level?: 2 | 3;
  children: (data: T) => ReactNode;
}

/**
 * One part of a page that is read for itself, with its heading, its age and what is the matter with it. The last data
 * stays in view below the notice; a part that fails leaves the others as they are.
 *
 * @public
 */
export function ReadingView<T>(props: ReadingViewProps<T>) {
  const { title, subject = title.toLowerCase(), reading, actions } = props;
  const id = useId();
  const Heading = props.level === 3 ? 'h3' : 'h2';
  const notice = describeReading(reading, subject);
  const { data, collectedAt } = reading.reading ?? {};
  return (
    <section
      className={styles.part}
      aria-labelledby={id}
      aria-busy={data === undefined && reading.isLoading}
    >
      <header className={styles.header}>
        <Heading id={id} className={styles.title}>
          {title}
        </Heading>
        {collectedAt && data !== undefined && (
          <span className={styles.age}>
            read <Age at={collectedAt} />
          </span>
        )}
        {actions && <div className={styles.actions}>{actions}</div>}
      </header>
      {/* Announced by its title: the ages inside the notice would be announced at each tick. */}
      <VisuallyHidden role="status">{notice?.title}</VisuallyHidden>
      {notice && (
        <Notice
          notice={notice}
          lastKnownAt={data === undefined ? undefined : collectedAt}
        />
      )}
      <Body {...props} />
    </section>
  );
}

function Body<T>(props: ReadingViewProps<T>) {
  const { reading, isLoading } = props.reading;
  const data = reading?.data;
  if (data === undefined) {
    if (!isLoading) return null;
    return <>{props.skeleton ?? <Skeleton width="100%" height={96} />}</>;
  }
  if (props.isEmpty?.(data)) return <>{props.empty}</>;
  return <>{props.children(data)}</>;
}

/** Smaller than an alert: a page of many parts may hold many of them at a time. */
function Notice(props: { notice: ReadingNotice; lastKnownAt?: string }) {
  const { tone, title, message, advice, missing, since } = props.notice;
  const Icon = tone === 'danger' ? RiCloseCircleFill : RiAlertFill;
  return (
    <div className={styles.notice} data-tone={tone}>
      <Icon aria-hidden size={18} className={styles.icon} />
      <div className={styles.words}>
        <p>
          <strong>{title}.</strong> {message}
        </p>
        {missing.length > 0 && (
          <p>
            Missing: <code className={styles.code}>{missing.join(', ')}</code>
          </p>
        )}
        {advice && <p>{advice}</p>}
        <p>
          Since <Age at={since} />.
          {props.lastKnownAt && (
            <>
              {' '}
              Below is what was known <Age at={props.lastKnownAt} />.
            </>
          )}
        </p>
      </div>
    </div>
  );
}
