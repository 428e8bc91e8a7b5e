import { fetchApiRef, useApi } from '@backstage/frontend-plugin-api';
import {
  Button,
  Dialog,
  DialogBody,
  DialogFooter,
  DialogHeader,
  Skeleton,
  VisuallyHidden,
} from '@backstage/ui';
import {
  Age,
  describePortalProblem,
  Elapsed,
  LogView,
  saveFile,
  SnapshotStatus,
  usePolled,
} from '@reverb256/backstage-plugin-infra-react';
import type { ProxmoxTask } from '@reverb256/backstage-plugin-proxmox-common';
import { useMemo } from 'react';
import { TaskGuestLink } from './TaskGuestLink';
import type { TaskOf } from './taskRow';
import { TaskState } from './TaskState';
import styles from './tasks.module.css';
import { taskUser } from './taskUser';
import { taskTitle } from './taskWords';
import { watchTask, type WatchedTask } from './watchTask';

function save({ task, lines }: WatchedTask): void {
  const text = lines.map(line => `${line.text}\n`).join('');
  // Colons are not for names of files everywhere.
  saveFile(
    new Blob([text], { type: 'text/plain' }),
    `${task.upid.replaceAll(':', '_')}.log`,
  );
}

/** A task with its log, which follows it to its end. Closing it leaves the task going. */
export function TaskDialog(props: {
  of: TaskOf;
  /** Not given for whoever may not stop it. */
  onStop?: () => void;
  onClose: () => void;
}) {
  const { of, onStop, onClose } = props;
  const fetchApi = useApi(fetchApiRef);
  const { cluster } = of;
  const { upid } = of.task;
  const watch = useMemo(
    () => watchTask(fetchApi, cluster, upid),
    [cluster, fetchApi, upid],
  );
  const { data, problem, answeredAt } = usePolled(watch);
  const task = data?.task ?? of.task;
  const isLive = task.state === 'running';
  return (
    <Dialog isOpen width={760} onOpenChange={isOpen => !isOpen && onClose()}>
      <DialogHeader>{taskTitle(task)}</DialogHeader>
      <DialogBody>
        <div className={styles.stack}>
          {problem && (
            <SnapshotStatus
              notice={describePortalProblem(problem, 'this task')}
              lastKnownAt={data && answeredAt}
            />
          )}
          <TaskFacts task={task} />
          {of.guest && (
            <div className={styles.actions}>
              <span>About</span>
              <TaskGuestLink cluster={cluster} guest={of.guest} />
            </div>
          )}
          {data ? (
            <LogView lines={data.lines} isLive={isLive} />
          ) : (
            !problem && (
              <>
                <VisuallyHidden role="status">Loading the log</VisuallyHidden>
                <Skeleton width="100%" height={96} />
              </>
            )
          )}
          <p className={styles.upid}>
            <code>{upid}</code>
          </p>
        </div>
      </DialogBody>
      <DialogFooter>
        {isLive && onStop && (
          <Button variant="secondary" destructive onPress={onStop}>
            Stop…
          </Button>
        )}
        <Button
          variant="secondary"
          isDisabled={!data || data.lines.length === 0}
          onPress={() => data && save(data)}
        >
          Save as text
        </Button>
        <Button variant="primary" onPress={onClose}>
          Close
        </Button>
      </DialogFooter>
    </Dialog>
  );
}

function TaskFacts({ task }: { task: ProxmoxTask }) {
  const isOver = task.state !== 'running';
  return (
    <>
      <VisuallyHidden role="status">
        {isOver ? `It has ended: ${task.status ?? task.state}` : ''}
      </VisuallyHidden>
      <div className={styles.facts}>
        <TaskState task={{ ...task, status: undefined }} />
        <span>
          {isOver ? 'took ' : ''}
          <Elapsed run={{ createdAt: task.startedAt, endedAt: task.endedAt }} />
        </span>
        <span className={styles.secondary}>
          <code>{task.type}</code> on {task.node}, by {taskUser(task)},{' '}
          <Age at={task.startedAt} />
        </span>
      </div>
      {isOver && task.status && task.status !== 'OK' && (
        <p className={styles.message}>{task.status}</p>
      )}
    </>
  );
}
