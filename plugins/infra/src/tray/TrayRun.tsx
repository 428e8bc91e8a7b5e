import { Button } from '@backstage/ui';
import type { Run } from '@reverb256/backstage-plugin-infra-common';
import {
  Elapsed,
  formatActor,
  RunStateBadge,
} from '@reverb256/backstage-plugin-infra-react';
import type { RunFamily } from './familiesOf';
import styles from './RunsTray.module.css';

/** A run in progress, and under it those that it began. */
export function TrayRun(props: {
  family: RunFamily;
  me: string | undefined;
  onWatch: (run: Run) => void;
}) {
  const { family, me, onWatch } = props;
  const { run, children } = family;
  const by = run.actor === me ? 'by you' : `by ${formatActor(run.actor)}`;
  return (
    <li>
      <Line run={run} by={`${by}, `} onWatch={onWatch} />
      {children.length > 0 && (
        <ul className={styles.children} aria-label={`Begun by: ${run.title}`}>
          {children.map(child => (
            <li key={child.id}>
              <Line run={child} onWatch={onWatch} />
            </li>
          ))}
        </ul>
      )}
    </li>
  );
}

function Line(props: { run: Run; by?: string; onWatch: (run: Run) => void }) {
  const { run, by, onWatch } = props;
  return (
    <div className={styles.run}>
      <div className={styles.what}>
        <span className={styles.title}>{run.title}</span>
        <span className={styles.secondary}>
          {by}
          <Elapsed run={run} />
          {run.step && ` · ${run.step}`}
          {run.cancelRequested && ' · asked to stop'}
        </span>
        <RunStateBadge state={run.state} />
      </div>
      <Button
        size="small"
        variant="secondary"
        aria-label={`Open the log: ${run.title}`}
        onPress={() => onWatch(run)}
      >
        Log
      </Button>
    </div>
  );
}
