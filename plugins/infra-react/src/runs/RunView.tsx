import { Skeleton, VisuallyHidden } from '@backstage/ui';
import { isEnded, type Run } from '@reverb256/backstage-plugin-infra-common';
import { formatActor, type RunRef, type WatchedRun } from '../actions';
import type { PolledResult } from '../client';
import { Age, describePortalProblem, SnapshotStatus } from '../components';
import { Elapsed } from './Elapsed';
import { LogView } from './LogView';
import { RunEnd } from './RunEnd';
import { RunFamily } from './RunFamily';
import { describeRunNotes, RunNotes } from './RunNotes';
import { RunProgress } from './RunProgress';
import { RunStateBadge } from './RunStateBadge';
import styles from './RunView.module.css';
import { originWords, runStateWords } from './runWords';

/** @public */
export interface RunViewProps {
  /** What is known of the run already. */
  initial: RunRef | Run;
  /** What `useRunWatch` gives for it. */
  watched: PolledResult<WatchedRun>;
  /** Opens a run that this one began, or the one that began it; without it they are not offered. */
  onOpen?: (run: RunRef | Run) => void;
}

/**
 * A run from wherever it is to its end: state in words, step, progress, time, live log, and how it ended.
 *
 * @public
 */
export function RunView({ initial, watched, onOpen }: RunViewProps) {
  const { data, problem, answeredAt } = watched;
  const run = data?.run ?? ('state' in initial ? initial : undefined);
  return (
    <div className={styles.view}>
      {problem && (
        <SnapshotStatus
          notice={{
            ...describePortalProblem(problem, 'this run'),
            advice: run
              ? 'The run goes on by itself; this dialog keeps asking.'
              : describePortalProblem(problem, 'this run').advice,
          }}
          lastKnownAt={run && (answeredAt ?? run.updatedAt)}
        />
      )}
      {run ? (
        <RunFacts run={run} />
      ) : (
        !problem && (
          <>
            <VisuallyHidden role="status">Loading the run</VisuallyHidden>
            <Skeleton width="100%" height={96} />
          </>
        )
      )}
      {run && onOpen && <RunFamily run={run} onOpen={onOpen} />}
      {run && data && (
        <LogView lines={data.lines} isLive={!isEnded(run.state)} />
      )}
    </div>
  );
}

function RunFacts({ run }: { run: Run }) {
  const { state, step } = run;
  const isOver = isEnded(state);
  const { sentence } = runStateWords[state];
  return (
    <>
      {/* The end is said with its reason, the way to it by its state; time and progress tick silently. */}
      <VisuallyHidden role="status">
        {isOver
          ? [sentence, run.error?.message].filter(Boolean).join(' ')
          : [sentence, ...describeRunNotes(run)].join(' ')}
      </VisuallyHidden>
      <RunEnd run={run} />
      <RunNotes run={run} />
      <div className={styles.head}>
        <RunStateBadge state={state} />
        <span>
          {isOver ? 'took ' : ''}
          <Elapsed run={run} />
        </span>
        <span className={styles.secondary}>
          by {formatActor(run.actor)} from {originWords[run.origin]},{' '}
          <Age at={run.createdAt} />
        </span>
      </div>
      {!isOver && <p className={styles.sentence}>{step ?? sentence}</p>}
      {/* A bar would say that this is how far it is now. */}
      {!isOver && !run.lostSightAt && <RunProgress progress={run.progress} />}
      {run.task && (
        <p className={styles.secondary}>
          Task <code>{run.task}</code>
        </p>
      )}
    </>
  );
}
