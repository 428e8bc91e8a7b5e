import { Button } from '@backstage/ui';
import { usePermission } from '@backstage/plugin-permission-react';
import {
  RiArrowDownSLine,
  RiLoader4Line,
  RiQuestionLine,
} from '@remixicon/react';
import { useApi } from '@backstage/frontend-plugin-api';
import {
  infraRunReadPermission,
  type Run,
} from '@reverb256/backstage-plugin-infra-common';
import {
  formatCount,
  RunDialog,
  usePolled,
} from '@reverb256/backstage-plugin-infra-react';
import { useId, useState } from 'react';
import { infraApiRef } from '../api';
import { doubtsOf, useMe } from '../parts';
import styles from './RunsTray.module.css';
import { familiesOf } from './familiesOf';
import { TrayDoubts } from './TrayDoubts';
import { TrayRun } from './TrayRun';
import { useTellEndedRuns } from './useTellEndedRuns';

/**
 * The runs in progress anywhere, on every page. Not there while there are known to be none, nor for whoever may not see
 * runs; there, and saying so, while nobody knows.
 */
export function RunsTray() {
  const { allowed } = usePermission({ permission: infraRunReadPermission });
  return allowed ? <Tray /> : null;
}

function Tray() {
  const result = usePolled(useApi(infraApiRef).activeRuns);
  const { data } = result;
  const me = useMe();
  useTellEndedRuns(me, data);
  const [isOpen, setOpen] = useState(false);
  const [watched, setWatched] = useState<Run>();
  const listId = useId();
  const runs = familiesOf(data?.items ?? []);
  const doubts = doubtsOf(result, 'the runs in progress');

  // The dialog outlives the entry: the run that it shows may be the last one, and end.
  const dialog = watched && (
    <RunDialog run={watched} onClose={() => setWatched(undefined)} />
  );
  if (runs.length === 0 && doubts.length === 0) return <>{dialog}</>;
  return (
    <>
      <aside className={styles.tray} aria-label="Runs in progress">
        {isOpen && (
          <div id={listId} className={styles.panel}>
            {runs.length > 0 && (
              <ul className={styles.runs}>
                {runs.map(family => (
                  <TrayRun
                    key={`${family.run.pluginId}/${family.run.id}`}
                    family={family}
                    me={me}
                    onWatch={setWatched}
                  />
                ))}
              </ul>
            )}
            <TrayDoubts doubts={doubts} />
          </div>
        )}
        <Button
          variant="secondary"
          className={styles.toggle}
          aria-expanded={isOpen}
          aria-controls={isOpen ? listId : undefined}
          iconStart={<ToggleIcon isOpen={isOpen} isBusy={runs.length > 0} />}
          onPress={() => setOpen(!isOpen)}
        >
          {trayTitle(runs.length, doubts.length > 0)}
        </Button>
      </aside>
      {dialog}
    </>
  );
}

function trayTitle(count: number, isInDoubt: boolean): string {
  if (count === 0) return 'Runs in progress: not known';
  const known = `${formatCount(count, 'run')} in progress`;
  return isInDoubt ? `${known}, not all known` : known;
}

function ToggleIcon(props: { isOpen: boolean; isBusy: boolean }) {
  if (props.isOpen) return <RiArrowDownSLine aria-hidden />;
  if (!props.isBusy) return <RiQuestionLine aria-hidden />;
  return <RiLoader4Line aria-hidden className={styles.busy} />;
}
