import { Button, VisuallyHidden } from '@backstage/ui';
import { useEffect, useRef, useState } from 'react';
import { formatCount } from '../format';
import styles from './LogView.module.css';
import { useNewLines } from './useNewLines';

/** So many of the last lines are drawn. */
const LINES_SHOWN = 1_000;

/** Nearer to the end than this is at the end, in pixels. */
const AT_END_PX = 24;

/** A line of a log. @public */
export interface LogLine {
  /** Its number: greater than that of the line before. */
  n: number;
  /** When it was written, ISO 8601; not every log tells. */
  at?: string;
  text: string;
}

/** @public */
export interface LogViewProps {
  lines: readonly LogLine[];
  /** Whether more may come. */
  isLive: boolean;
}

/** A log. It follows its end until somebody scrolls up, and again when asked to. @public */
export function LogView({ lines, isLive }: LogViewProps) {
  const box = useRef<HTMLDivElement>(null);
  const [isFollowing, setFollowing] = useState(true);
  const said = useNewLines(lines);
  const left = Math.max(0, lines.length - LINES_SHOWN);

  useEffect(() => {
    const element = box.current;
    if (isFollowing && element) element.scrollTop = element.scrollHeight;
  }, [isFollowing, lines]);

  const onScroll = () => {
    const element = box.current;
    if (!element) return;
    const { scrollHeight, scrollTop, clientHeight } = element;
    setFollowing(scrollHeight - scrollTop - clientHeight < AT_END_PX);
  };

  return (
    <div className={styles.frame}>
      <VisuallyHidden role="status">{isLive ? said : ''}</VisuallyHidden>
      <div
        ref={box}
        className={styles.log}
        role="region"
        aria-label="Log"
        // eslint-disable-next-line jsx-a11y/no-noninteractive-tabindex -- a box that scrolls must be reached by keyboard
        tabIndex={0}
        onScroll={onScroll}
      >
        {left > 0 && (
          <p className={styles.note}>
            {formatCount(left, 'earlier line')} left out here.
          </p>
        )}
        {lines.length === 0 && (
          <p className={styles.note}>
            {isLive ? 'No lines yet.' : 'Nothing was written.'}
          </p>
        )}
        {lines.length > 0 && (
          <ol className={styles.lines}>
            {lines.slice(left).map(line => (
              <li key={line.n} className={styles.line}>
                {line.at && (
                  <time className={styles.time} dateTime={line.at}>
                    {line.at.slice(11, 19)}
                  </time>
                )}
                <span>{line.text}</span>
              </li>
            ))}
          </ol>
        )}
      </div>
      {!isFollowing && (
        <Button
          size="small"
          variant="secondary"
          className={styles.follow}
          onPress={() => setFollowing(true)}
        >
          To the end of the log
        </Button>
      )}
    </div>
  );
}
