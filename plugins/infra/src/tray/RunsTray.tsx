import { Button } from '@backstage/ui';
import { usePermission } from '@backstage/plugin-permission-react';
import { RiArrowDownSLine, RiLoader4Line } from '@remixicon/react';
import { useApi } from '@backstage/frontend-plugin-api';
import {
  infraRunReadPermission,
  type Run,
} from '@reverb256/backstage-plugin-infra-common';
import {
  Elapsed,
  formatActor,
  formatCount,
  RunDialog,
  RunStateBadge,
  usePolled,
} from '@reverb256/backstage-plugin-infra-react';
import { useId, useState } from 'react';
import { infraApiRef } from '../api';
import { useMe } from '../parts';
import styles from './RunsTray.module.css';
import { useTellEndedRuns } from './useTellEndedRuns';

/** The runs in progress anywhere, on every page; not there while there are none, nor for whoever may not see runs. */
export function RunsTray() {
  const { allowed } = usePermission({ permission: infraRunReadPermission });
  return allowed ? <Tray /> : null;
}

function Tray() {
  const { data, problem } = usePolled(useApi(infraApiRef).activeRuns);
  const me = useMe();
  useTellEndedRuns(me, data);
  const [isOpen, setOpen] = useState(false);
  const [watched, setWatched] = useState<Run>();
  const listId = useId();
  const runs = data?.items ?? [];
  const unknown = data?.unknown ?? [];

  // The dialog outlives the entry: the run that it shows may be the last one, and end.
  const dialog = watched && (
    <RunDialog run={watched} onClose={() => setWatched(undefined)} />
  );
  if (runs.length === 0) return <>{dialog}</>;
  return (
    <>
      <aside className={styles.tray} aria-label="Runs in progress">
        {isOpen && (
          <div id={listId} className={styles.panel}>
            <ul className={styles.runs}>
              {runs.map(run => (
                <TrayRun
                  key={`${run.pluginId}/${run.id}`}
                  run={run}
                  me={me}
                  onWatch={() => setWatched(run)}
                />
              ))}
            </ul>
            {problem && (
              <p className={styles.note}>
                The portal does not answer just now; this is what it said last.
              </p>
            )}
            {unknown.length > 0 && (
              <p className={styles.note}>
                Not known: what {unknown.map(part => part.pluginId).join(', ')}{' '}
                is doing.
              </p>
            )}
          </div>
        )}
        <Button
          variant="secondary"
          className={styles.toggle}
          aria-expanded={isOpen}
          aria-controls={isOpen ? listId : undefined}
          iconStart={
            isOpen ? (
              <RiArrowDownSLine aria-hidden />
            ) : (
              <RiLoader4Line aria-hidden className={styles.busy} />
            )
          }
          onPress={() => setOpen(!isOpen)}
        >
          {`${formatCount(runs.length, 'run')} in progress`}
        </Button>
      </aside>
      {dialog}
    </>
  );
}

function TrayRun(props: {
  run: Run;
  me: string | undefined;
  onWatch: () => void;
}) {
  const { run, me, onWatch } = props;
  return (
    <li className={styles.run}>
      <div className={styles.what}>
        <span className={styles.title}>{run.title}</span>
        <span className={styles.secondary}>
          {run.actor === me ? 'by you' : `by ${formatActor(run.actor)}`},{' '}
          <Elapsed run={run} />
          {run.step && ` · ${run.step}`}
        </span>
        <RunStateBadge state={run.state} />
      </div>
      <Button
        size="small"
        variant="secondary"
        aria-label={`Open the log: ${run.title}`}
        onPress={onWatch}
      >
        Log
      </Button>
    </li>
  );
}
