import { Tooltip, TooltipTrigger, Focusable } from '@backstage/ui';
import { useNow } from '../clock';
import { formatAge, formatMoment } from '../format';
import styles from './Age.module.css';

/** @public */
export interface AgeProps {
  /** ISO 8601. */
  at: string;
  /** Leaves out the stop for the keyboard and the tooltip: for tables, where there would be one in each row. */
  isPlain?: boolean;
}

const SECONDS_MATTER_FOR = 60;

/**
 * How long ago something was, by the portal's clock: `12 s ago`, with the exact time in UTC on hover or focus. It ticks
 * silently: nothing is announced.
 *
 * @public
 */
export function Age({ at, isPlain }: AgeProps) {
  const coarse = useNow(20);
  const isRecent =
    (coarse.getTime() - Date.parse(at)) / 1000 < SECONDS_MATTER_FOR;
  const text = isRecent ? <RecentAge at={at} /> : ageAt(at, coarse);
  const moment = formatMoment(at);
  if (isPlain) {
    return (
      <time className={styles.age} dateTime={at} title={moment}>
        {text}
      </time>
    );
  }
  return (
    <TooltipTrigger delay={200}>
      <Focusable>
        <button type="button" className={styles.trigger}>
          <time className={styles.age} dateTime={at}>
            {text}
          </time>
        </button>
      </Focusable>
      <Tooltip>{moment}</Tooltip>
    </TooltipTrigger>
  );
}

function RecentAge({ at }: { at: string }) {
  return <>{ageAt(at, useNow(1))}</>;
}

function ageAt(at: string, now: Date): string {
  return formatAge((now.getTime() - Date.parse(at)) / 1000);
}
