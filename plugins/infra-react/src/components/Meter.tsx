import { RiAlertFill } from '@remixicon/react';
import { formatPercent } from '../format';
import styles from './Meter.module.css';

/** @public */
export interface MeterProps {
  /** What is measured: `Memory`. */
  label: string;
  /** The used part, 0 to 1; undefined when it is not known. */
  fraction: number | undefined;
  /** From which fractions on the colour says that it is nearly full. */
  limits?: { warning: number; critical: number };
  /** How much of what, or what is left: `free 41 GiB of 96 GiB`. */
  detail?: string;
  /** One line without its label in view, for tables. */
  isCompact?: boolean;
}

type Level = 'unknown' | 'normal' | 'warning' | 'critical';

function levelOf({ fraction, limits }: MeterProps): Level {
  if (fraction === undefined) return 'unknown';
  if (limits && fraction >= limits.critical) return 'critical';
  if (limits && fraction >= limits.warning) return 'warning';
  return 'normal';
}

/**
 * How full something is: a bar, and the same in words. What is not known is hatched and says so; it never looks empty.
 *
 * @public
 */
export function Meter(props: MeterProps) {
  const { label, fraction, detail, isCompact } = props;
  const level = levelOf(props);
  const percent = fraction === undefined ? 'unknown' : formatPercent(fraction);
  const spoken = detail ? `${percent}, ${detail}` : percent;
  const isHigh = level === 'warning' || level === 'critical';
  return (
    <div
      className={styles.meter}
      data-level={level}
      data-compact={isCompact || undefined}
      title={isCompact ? `${label}: ${spoken}` : undefined}
    >
      {!isCompact && (
        <div className={styles.head}>
          <span className={styles.label}>{label}</span>
          <Value percent={percent} isHigh={isHigh} />
        </div>
      )}
      <div className={styles.track} {...meaning(label, fraction, spoken)}>
        {fraction !== undefined && (
          <div
            className={styles.fill}
            style={{ inlineSize: `${Math.min(1, fraction) * 100}%` }}
          />
        )}
      </div>
      {isCompact && <Value percent={percent} isHigh={isHigh} />}
      {!isCompact && detail && <div className={styles.detail}>{detail}</div>}
    </div>
  );
}

function Value({ percent, isHigh }: { percent: string; isHigh: boolean }) {
  return (
    // The bar says it already to those who do not see it.
    <span className={styles.value} aria-hidden>
      {isHigh && <RiAlertFill size={14} className={styles.icon} />}
      {percent}
    </span>
  );
}

function meaning(label: string, fraction: number | undefined, spoken: string) {
  // A meter must have a value; what is not known is a picture with words.
  if (fraction === undefined) {
    return { role: 'img', 'aria-label': `${label}: ${spoken}` };
  }
  return {
    role: 'meter',
    'aria-label': label,
    'aria-valuemin': 0,
    'aria-valuemax': 100,
    'aria-valuenow': Math.round(Math.min(1, fraction) * 100),
    'aria-valuetext': spoken,
  };
}
