import styles from './guest.module.css';

/** Beside a setting whose new value takes effect only with the next start. */
export function PendingMark() {
  return <span className={styles.mark}>changes pending</span>;
}
