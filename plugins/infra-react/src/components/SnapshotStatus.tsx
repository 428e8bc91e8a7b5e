import { Alert, VisuallyHidden } from '@backstage/ui';
import type { Gap } from '@reverb256/backstage-plugin-infra-common';
import { formatMoment } from '../format';
import { Age } from './Age';
import type { SnapshotNotice } from './SnapshotNotice';
import styles from './SnapshotStatus.module.css';

/** Gaps beyond these are counted: a cluster of 500 nodes may have as many. */
const GAPS_SHOWN = 5;

/** @public */
export interface SnapshotStatusProps {
  notice: SnapshotNotice;
  /** Of what is still shown below, if anything is: ISO 8601. */
  lastKnownAt?: string;
}

/**
 * Says what is the matter with a snapshot: what, why, since when, what is missing, and what to do.
 *
 * @public
 */
export function SnapshotStatus({ notice, lastKnownAt }: SnapshotStatusProps) {
  const { tone, title, message, advice, since, missing, gaps } = notice;
  return (
    <>
      {/* Announced once, by its title; the ages inside the notice would be announced at each tick. */}
      <VisuallyHidden role="status">{title}</VisuallyHidden>
      <Alert
        status={tone}
        icon
        title={title}
        description={
          <div className={styles.body}>
            {message && <p className={styles.line}>{message}</p>}
            {missing.length > 0 && <Missing privileges={missing} />}
            {gaps.length > 0 && <Gaps gaps={gaps} />}
            {advice && <p className={styles.line}>{advice}</p>}
            {since && (
              <p className={styles.line}>
                Since {formatMoment(since)} (<Age at={since} />)
              </p>
            )}
            {lastKnownAt && (
              <p className={styles.line}>
                <strong>Below is what was known</strong>{' '}
                <Age at={lastKnownAt} />.
              </p>
            )}
          </div>
        }
      />
    </>
  );
}

function Missing({ privileges }: { privileges: readonly string[] }) {
  return (
    <p className={styles.line}>
      Missing:{' '}
      {privileges.map((privilege, index) => (
        <span key={privilege}>
          {index > 0 && ', '}
          <code className={styles.code}>{privilege}</code>
        </span>
      ))}
    </p>
  );
}

function Gaps({ gaps }: { gaps: readonly Gap[] }) {
  const rest = gaps.length - GAPS_SHOWN;
  return (
    <ul className={styles.gaps}>
      {gaps.slice(0, GAPS_SHOWN).map(gap => (
        <li key={gap.path}>
          <code className={styles.code}>{gap.path}</code>: {gap.error.message}
          {gap.collectedAt && (
            <>
              {' '}
              Last read <Age at={gap.collectedAt} />.
            </>
          )}
        </li>
      ))}
      {rest > 0 && <li>and {rest} more</li>}
    </ul>
  );
}
