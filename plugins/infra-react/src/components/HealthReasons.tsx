import { Button, Link } from '@backstage/ui';
import type { HealthReason } from '@reverb256/backstage-plugin-infra-common';
import { useId, useState } from 'react';
import { HealthIcon } from './HealthBadge';
import styles from './HealthReasons.module.css';
import { summarizeReasons } from './summarizeReasons';

/** @public */
export interface HealthReasonsProps {
  /** Worst first, as a verdict has them. */
  reasons: readonly HealthReason[];
  /** How many lines are shown before somebody asks for more; 4 if not given. */
  limit?: number;
  /** Where somebody reads what to do about them; without it they are no links. */
  href?: string;
}

/** Why something is not healthy, worst first. Many of one kind become one line with their number. @public */
export function HealthReasons(props: HealthReasonsProps) {
  const { reasons, limit = 4, href } = props;
  const listId = useId();
  const [isOpen, setIsOpen] = useState(false);
  if (reasons.length === 0) return null;
  const isLong = reasons.length > limit;
  const lines =
    isLong && !isOpen
      ? summarizeReasons(reasons).slice(0, limit)
      : reasons.map(reason => ({ reason, more: 0 }));
  return (
    <div>
      <ul className={styles.list} id={listId}>
        {lines.map(({ reason, more }, index) => (
          <li key={`${reason.code} ${index}`} className={styles.reason}>
            <HealthIcon health={reason.health} />
            <span className={styles.message}>
              {href ? (
                <Link href={href}>{reason.message}</Link>
              ) : (
                reason.message
              )}
              {more > 0 && (
                <strong className={styles.more}>{` and ${more} more`}</strong>
              )}
            </span>
          </li>
        ))}
      </ul>
      {isLong && (
        <Button
          size="small"
          variant="tertiary"
          aria-expanded={isOpen}
          aria-controls={listId}
          onPress={() => setIsOpen(!isOpen)}
        >
          {isOpen ? 'Show fewer' : `Show all ${reasons.length}`}
        </Button>
      )}
    </div>
  );
}
