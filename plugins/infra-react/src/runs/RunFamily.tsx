import type { Run } from '@reverb256/backstage-plugin-infra-common';
import { useId, useMemo } from 'react';
import type { RunRef } from '../actions';
import { describeChildren, sortChildren } from './childRuns';
import { Elapsed } from './Elapsed';
import styles from './RunFamily.module.css';
import { RunStateBadge } from './RunStateBadge';
import { useChildRuns } from './useChildRuns';

interface RunFamilyProps {
  run: Run;
  onOpen: (run: RunRef | Run) => void;
}

/** The run that began this one, and those that it began itself. Nothing where there are none. */
export function RunFamily({ run, onOpen }: RunFamilyProps) {
  const { pluginId, parent } = run;
  const { data, problem } = useChildRuns(run);
  const runs = data?.runs ?? [];
  return (
    <>
      {parent !== undefined && (
        <p className={styles.line}>
          It is a part of another run.{' '}
          <button
            type="button"
            className={styles.link}
            onClick={() => onOpen({ pluginId, id: parent })}
          >
            Show the whole run
          </button>
        </p>
      )}
      {runs.length > 0 && <Children runs={runs} onOpen={onOpen} />}
      {problem && (
        <p className={styles.line}>
          {runs.length > 0
            ? `How these are now could not be read: ${problem.message}`
            : `Whether it began other runs could not be read: ${problem.message}`}
        </p>
      )}
    </>
  );
}

function Children(props: {
  runs: readonly Run[];
  onOpen: RunFamilyProps['onOpen'];
}) {
  const { runs, onOpen } = props;
  const id = useId();
  const sorted = useMemo(() => sortChildren(runs), [runs]);
  return (
    <section aria-labelledby={id} className={styles.children}>
      <h3 id={id} className={styles.heading}>
        {describeChildren(runs)}
      </h3>
      <ul className={styles.list}>
        {sorted.map(run => (
          <li key={run.id} className={styles.child}>
            <div className={styles.head}>
              <button
                type="button"
                className={styles.link}
                onClick={() => onOpen(run)}
              >
                {run.title}
              </button>
              <span className={styles.state}>
                <RunStateBadge state={run.state} />
                <Elapsed run={run} />
              </span>
            </div>
            {run.error && <p className={styles.line}>{run.error.message}</p>}
          </li>
        ))}
      </ul>
    </section>
  );
}
