import { Link } from '@backstage/ui';
import { RiAlertFill, RiBox3Line, RiComputerLine } from '@remixicon/react';
import type { SearchDocument } from '@backstage/plugin-search-common';
import styles from './search.module.css';
import type { GuestDocument } from './guestResult';

/** A guest among the results of the portal's search. */
export function GuestResultItem({ result }: { result?: SearchDocument }) {
  if (!result) return null;
  const { title, text, location, guest } = result as GuestDocument;
  if (!guest) {
    return (
      <div className={styles.item}>
        <RiAlertFill aria-hidden size={18} className={styles.warning} />
        <div className={styles.words}>
          <strong>{title}</strong>
          <div className={styles.text}>{text}</div>
        </div>
      </div>
    );
  }
  const Icon = guest.guest.startsWith('lxc/') ? RiBox3Line : RiComputerLine;
  return (
    <div className={styles.item}>
      <Icon aria-hidden size={18} className={styles.icon} />
      <div className={styles.words}>
        <Link href={location}>{title}</Link>
        <div className={styles.text}>{text}</div>
      </div>
    </div>
  );
}
