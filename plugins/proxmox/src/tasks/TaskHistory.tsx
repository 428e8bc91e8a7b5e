import { Alert, Button, Skeleton, Text, VisuallyHidden } from '@backstage/ui';
import {
  Age,
  describePortalProblem,
  SnapshotStatus,
} from '@reverb256/backstage-plugin-infra-react';
import type { ProxmoxGuest } from '@reverb256/backstage-plugin-proxmox-common';
import { useId, useMemo, type ReactNode } from 'react';
import type { TaskQuery } from './askTasks';
import { guestsByVmid, taskGuest } from './taskGuest';
import { taskRow, type TaskOf } from './taskRow';
import styles from './tasks.module.css';
import { TaskTable } from './TaskTable';
import { useTaskHistory, type TaskHistoryResult } from './useTaskHistory';

interface TaskHistoryProps {
  title: string;
  /** What the tasks are filtered by. */
  toolbar?: ReactNode;
  /** Why nothing is asked, where nothing is. The toolbar stays as it is then, with what somebody types there. */
  unasked?: ReactNode;
  query: TaskQuery;
  guests: Readonly<Record<string, ProxmoxGuest>>;
  hidden?: 'node' | 'guest';
  /** Not given where nothing is filtered. */
  onClear?: () => void;
  onOpen: (of: TaskOf) => void;
}

/** What nodes did, from their own archives: the newest, and on demand those before. */
export function TaskHistory(props: TaskHistoryProps) {
  const { title, toolbar, unasked } = props;
  const id = useId();
  return (
    <section className={styles.stack} aria-labelledby={id}>
      <h2 id={id} className={styles.heading}>
        {title}
      </h2>
      {toolbar}
      {unasked ?? <Tasks {...props} />}
    </section>
  );
}

function Tasks(props: TaskHistoryProps) {
  const { title, query, guests, hidden, onClear, onOpen } = props;
  const history = useTaskHistory(query);
  const { newest, tasks, hasMore, isLoading, problem, loadMore } = history;
  const rows = useMemo(() => {
    const byVmid = guestsByVmid(guests);
    return tasks.map(task =>
      taskRow(query.cluster, task, {
        guest: hidden === 'guest' ? undefined : taskGuest(task, byVmid),
      }),
    );
  }, [guests, hidden, query.cluster, tasks]);
  return (
    <>
      {newest.answeredAt && (
        <span className={styles.secondary}>
          read <Age at={newest.answeredAt} />
        </span>
      )}
      {newest.problem && (
        <SnapshotStatus
          notice={describePortalProblem(newest.problem, 'these tasks')}
          lastKnownAt={newest.data && newest.answeredAt}
        />
      )}
      <MissingNodes history={history} />
      {!newest.data && !newest.problem && (
        <>
          <VisuallyHidden role="status">Loading the tasks</VisuallyHidden>
          <Skeleton width="100%" height={160} />
        </>
      )}
      {newest.data && (
        <TaskTable
          id="proxmox-tasks"
          label={title}
          rows={rows}
          isPartial={hasMore}
          hidden={hidden}
          onOpen={onOpen}
          empty={<Empty history={history} onClear={onClear} />}
        />
      )}
      {problem && (
        <SnapshotStatus
          notice={describePortalProblem(problem, 'the older tasks')}
        />
      )}
      {hasMore && (
        <div className={styles.actions}>
          <Button variant="secondary" isPending={isLoading} onPress={loadMore}>
            Show older tasks
          </Button>
        </div>
      )}
    </>
  );
}

function MissingNodes({ history }: { history: TaskHistoryResult }) {
  const { unread, notAsked } = history;
  if (unread.length === 0 && notAsked.length === 0) return null;
  return (
    <Alert
      status="warning"
      icon
      title="Not all tasks are known"
      description={
        <ul className={styles.list}>
          {unread.map(({ node, error }) => (
            <li key={node}>
              <strong>{node}</strong> did not tell: {error.message}
            </li>
          ))}
          {notAsked.length > 0 && (
            <li>
              Not asked, as they are too many at a time: {notAsked.join(', ')}.
              Choose a node to see what it did.
            </li>
          )}
        </ul>
      }
    />
  );
}

function Empty(props: { history: TaskHistoryResult; onClear?: () => void }) {
  const { history, onClear } = props;
  const isPartial = history.unread.length + history.notAsked.length > 0;
  const none = onClear ? 'No tasks match the filters.' : 'There are no tasks.';
  return (
    <div className={styles.stack}>
      <Text color="secondary">
        {isPartial ? 'The nodes that answered have none.' : none}
      </Text>
      {onClear && (
        <div>
          <Button variant="secondary" onPress={onClear}>
            Clear all filters
          </Button>
        </div>
      )}
    </div>
  );
}
