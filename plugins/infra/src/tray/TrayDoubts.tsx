import type { Doubt } from '../parts';
import styles from './RunsTray.module.css';

/** What is not known of the runs in progress, and why. */
export function TrayDoubts({ doubts }: { doubts: readonly Doubt[] }) {
  return (
    <>
      {doubts.map(({ what, why }) => (
        <p key={`${what} ${why}`} className={styles.note}>
          <strong>{what}</strong> {why}
        </p>
      ))}
    </>
  );
}
