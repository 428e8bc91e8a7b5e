import { RiCheckLine } from '@remixicon/react';
import styles from './findings.module.css';

/** Takes the place of the severity of what is over: nothing of it asks to be looked at. */
export function ResolvedBadge() {
  return (
    <span className={styles.severity} data-severity="resolved">
      <RiCheckLine aria-hidden size={16} />
      Resolved
    </span>
  );
}
