import type { ReactNode } from 'react';
import { useNow } from '../clock';
import { Meter } from '../components';
import { formatBytesOf, formatCount, formatDuration } from '../format';
import styles from './values.module.css';

/** What stands for something that is not known, or does not apply. */
const NONE = '–';

/** One or more lines in a cell; dimmed where they are not known to hold any more. @public */
export function LinesValue(props: { isDim?: boolean; children: ReactNode }) {
  return (
    <span className={`${styles.lines} ${props.isDim ? styles.dim : ''}`}>
      {props.children}
    </span>
  );
}

/** One line, cut off where it is too long and whole on hover. @public */
export function TextValue(props: {
  text: string | undefined;
  isDim?: boolean;
}) {
  return (
    <LinesValue isDim={props.isDim}>
      <span className={styles.line} title={props.text}>
        {props.text ?? NONE}
      </span>
    </LinesValue>
  );
}

/** What a row is called, with a few words on it below. @public */
export function TitleValue(props: {
  title: string;
  description?: string;
  icon?: ReactNode;
  isDim?: boolean;
}) {
  const { title, description, icon, isDim } = props;
  return (
    <span className={styles.title}>
      {icon}
      <LinesValue isDim={isDim}>
        <span className={styles.line} title={title}>
          {title}
        </span>{' '}
        {description && (
          <span
            className={`${styles.line} ${styles.small}`}
            title={description}
          >
            {description}
          </span>
        )}
      </LinesValue>
    </span>
  );
}

/** How much of some bytes is used, as a bar and in words. @public */
export function BytesValue(props: {
  /** What it is of, for the bar: `Memory of web`. */
  label: string;
  /** Undefined where it is not known. */
  use: { usedBytes: number; totalBytes: number } | undefined;
  limits?: { warning: number; critical: number };
  isDim?: boolean;
}) {
  const { label, use, limits, isDim } = props;
  const text = use && formatBytesOf(use.usedBytes, use.totalBytes);
  // Without a size there is nothing that it could be a part of.
  const fraction =
    use && use.totalBytes > 0 ? use.usedBytes / use.totalBytes : undefined;
  return (
    <LinesValue isDim={isDim}>
      <Meter label={label} fraction={fraction} limits={limits} isCompact />
      {text && (
        <span
          className={`${styles.small} ${styles.number} ${styles.line}`}
          title={text}
        >
          {text}
        </span>
      )}
    </LinesValue>
  );
}

/** How much of some processors is used, as a bar and in words. @public */
export function CpuValue(props: {
  /** What it is of, for the bar: `CPU of web`. */
  label: string;
  /** `fraction` is of all cores; undefined where it is not known. */
  use: { fraction: number; cores: number } | undefined;
  /** What the processors are called: `thread`. */
  unit: string;
}) {
  const { label, use, unit } = props;
  return (
    <LinesValue>
      <Meter label={label} fraction={use?.fraction} isCompact />
      {use && (
        <span className={`${styles.small} ${styles.line}`}>
          {formatCount(use.cores, unit)}
        </span>
      )}
    </LinesValue>
  );
}

/** How long something has been up. Nothing for what is down, or no longer known to be up. @public */
export function UptimeValue({ startedAt }: { startedAt: string | undefined }) {
  return (
    <LinesValue>
      <span className={`${styles.line} ${styles.number}`}>
        {startedAt ? <Uptime startedAt={startedAt} /> : NONE}
      </span>
    </LinesValue>
  );
}

function Uptime({ startedAt }: { startedAt: string }) {
  const now = useNow(60);
  return (
    <time dateTime={startedAt} title={`since ${startedAt}`}>
      {formatDuration((now.getTime() - Date.parse(startedAt)) / 1000)}
    </time>
  );
}

/** What a table is searched and filtered by: the search first. @public */
export function TableToolbar({ children }: { children: ReactNode }) {
  return <div className={styles.toolbar}>{children}</div>;
}
