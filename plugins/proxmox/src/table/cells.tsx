import { Cell } from '@backstage/ui';
import {
  formatBytesOf,
  formatCount,
  formatDuration,
  Meter,
  useNow,
} from '@reverb256/backstage-plugin-infra-react';
import {
  usedFraction,
  type ByteUse,
  type CpuUse,
} from '@reverb256/backstage-plugin-proxmox-common';
import type { ReactNode } from 'react';
import styles from './TablePage.module.css';

/** What stands for something that is not known, or does not apply. */
const NONE = '–';

/** A cell of one or more lines; dimmed where it is not known to hold any more. */
export function LinesCell(props: { isDim?: boolean; children: ReactNode }) {
  return (
    <Cell>
      <div className={`${styles.cell} ${props.isDim ? styles.secondary : ''}`}>
        {props.children}
      </div>
    </Cell>
  );
}

/** One line, cut off where it is too long and whole on hover. */
export function TextCell(props: { text: string | undefined; isDim?: boolean }) {
  return (
    <LinesCell isDim={props.isDim}>
      <span className={styles.line} title={props.text}>
        {props.text ?? NONE}
      </span>
    </LinesCell>
  );
}

/** How much of some bytes is used, as a bar and in words. */
export function BytesCell(props: {
  label: string;
  use: ByteUse | undefined;
  limits?: { warning: number; critical: number };
  isDim?: boolean;
}) {
  const { label, use, limits, isDim } = props;
  const text = use && formatBytesOf(use.usedBytes, use.totalBytes);
  return (
    <LinesCell isDim={isDim}>
      <Meter
        label={label}
        fraction={usedFraction(use)}
        limits={limits}
        isCompact
      />
      {text && (
        <span
          className={`${styles.small} ${styles.number} ${styles.line}`}
          title={text}
        >
          {text}
        </span>
      )}
    </LinesCell>
  );
}

/** How much of some processors is used, as a bar and in words. */
export function CpuCell(props: {
  label: string;
  use: CpuUse | undefined;
  /** What the processors are called: `thread`. */
  unit: string;
}) {
  const { label, use, unit } = props;
  return (
    <LinesCell>
      <Meter label={label} fraction={use?.fraction} isCompact />
      {use && (
        <span className={`${styles.small} ${styles.line}`}>
          {formatCount(use.cores, unit)}
        </span>
      )}
    </LinesCell>
  );
}

/** How long something has been up. Nothing for what is down, or no longer known to be up. */
export function UptimeCell({ startedAt }: { startedAt: string | undefined }) {
  return (
    <LinesCell>
      <span className={`${styles.line} ${styles.number}`}>
        {startedAt ? <Uptime startedAt={startedAt} /> : NONE}
      </span>
    </LinesCell>
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
