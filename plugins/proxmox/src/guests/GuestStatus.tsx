import {
  RiFileCopy2Line,
  RiLockLine,
  RiPauseCircleFill,
  RiPlayCircleFill,
  RiQuestionLine,
  RiStopCircleLine,
} from '@remixicon/react';
import { Age } from '@reverb256/backstage-plugin-infra-react';
import type { GuestRow } from './guestRows';
import styles from './GuestStatus.module.css';

const icons = {
  running: RiPlayCircleFill,
  stopped: RiStopCircleLine,
  paused: RiPauseCircleFill,
  suspended: RiPauseCircleFill,
  template: RiFileCopy2Line,
};

/**
 * How a guest is, by icon and word. Of a guest whose node or cluster is away it says what was last known and when, and
 * does not look like a guest that runs.
 */
export function GuestStatus({ row }: { row: GuestRow }) {
  const { guest, lastKnownAt } = row;
  const status = guest.template ? 'template' : guest.status;
  const Icon =
    lastKnownAt === undefined && status in icons
      ? icons[status as keyof typeof icons]
      : RiQuestionLine;
  return (
    <div className={styles.status}>
      <span
        className={styles.word}
        data-status={lastKnownAt === undefined ? status : 'last-known'}
      >
        <Icon aria-hidden size={16} className={styles.icon} />
        {status}
      </span>
      {lastKnownAt && (
        <>
          {' · '}
          <span className={styles.note}>
            last known <Age at={lastKnownAt} isPlain />
          </span>
        </>
      )}
      {guest.lock && (
        <span className={styles.lock}>
          <RiLockLine aria-hidden size={12} /> locked: {guest.lock}
        </span>
      )}
    </div>
  );
}
