import { formatPercent } from '../format';
import styles from './RunView.module.css';

/** How far a run is, where its upstream tells; nothing otherwise, since a made-up bar says nothing. */
export function RunProgress({ progress }: { progress: number | undefined }) {
  if (progress === undefined) return null;
  const text = formatPercent(progress);
  return (
    <div className={styles.progress}>
      <div
        className={styles.track}
        role="progressbar"
        aria-label="Progress"
        aria-valuemin={0}
        aria-valuemax={100}
        aria-valuenow={Math.round(progress * 100)}
      >
        <div className={styles.fill} style={{ width: `${progress * 100}%` }} />
      </div>
      <span className={styles.number}>{text}</span>
    </div>
  );
}
