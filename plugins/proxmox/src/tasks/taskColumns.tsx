import {
  Age,
  Elapsed,
  LinesValue,
  TextValue,
  TitleValue,
  type DataColumn,
} from '@reverb256/backstage-plugin-infra-react';
import { guestWord, TaskGuestLink } from './TaskGuestLink';
import type { TaskRow } from './taskRow';
import styles from './tasks.module.css';
import { TaskState, taskStateText } from './TaskState';
import { taskUser } from './taskUser';
import { taskTitle } from './taskWords';

type Column = DataColumn<TaskRow>;

const title: Column = {
  id: 'title',
  label: 'Task',
  minWidth: 150,
  grow: 2.2,
  cell: ({ task, guest, clusterTitle }, shown) => {
    const words = [
      task.type,
      guest && !shown.has('guest') && guestWord(guest),
      !shown.has('cluster') && clusterTitle,
      !shown.has('node') && task.node,
    ];
    return (
      <TitleValue
        title={taskTitle(task)}
        description={words.filter(Boolean).join(' · ')}
      />
    );
  },
  sortValue: ({ task }) => taskTitle(task),
};

const type: Column = {
  id: 'type',
  label: 'Type',
  minWidth: 100,
  isOptional: true,
  cell: ({ task }) => <TextValue text={task.type} />,
  sortValue: ({ task }) => task.type,
};

const state: Column = {
  id: 'state',
  label: 'State',
  minWidth: 130,
  grow: 1.8,
  cell: ({ task }, shown) => (
    <LinesValue>
      <TaskState task={task} />
      {!shown.has('started') && (
        <span className={styles.secondary}>
          <Age at={task.startedAt} isPlain />
        </span>
      )}
    </LinesValue>
  ),
  sortValue: ({ task }) => taskStateText(task),
};

const guest: Column = {
  id: 'guest',
  label: 'Guest',
  minWidth: 110,
  priority: 3,
  cell: row => (
    <LinesValue>
      {row.guest ? (
        <TaskGuestLink cluster={row.cluster} guest={row.guest} />
      ) : (
        '–'
      )}
    </LinesValue>
  ),
  sortValue: row => row.guest && guestWord(row.guest),
};

const cluster: Column = {
  id: 'cluster',
  label: 'Cluster',
  minWidth: 90,
  priority: 3,
  cell: row => <TextValue text={row.clusterTitle ?? row.cluster} />,
  sortValue: row => row.clusterTitle ?? row.cluster,
};

const node: Column = {
  id: 'node',
  label: 'Node',
  minWidth: 80,
  priority: 2,
  cell: ({ task }) => <TextValue text={task.node} />,
  sortValue: ({ task }) => task.node,
};

const user: Column = {
  id: 'user',
  label: 'By',
  minWidth: 110,
  grow: 1.2,
  priority: 5,
  cell: ({ task }) => <TextValue text={taskUser(task)} />,
  sortValue: ({ task }) => taskUser(task),
};

const started: Column = {
  id: 'started',
  label: 'Began',
  minWidth: 96,
  grow: 0.9,
  priority: 2,
  cell: ({ task }) => (
    <LinesValue>
      <Age at={task.startedAt} isPlain />
    </LinesValue>
  ),
  sortValue: ({ task }) => task.startedAt,
};

const took: Column = {
  id: 'took',
  label: 'Took',
  minWidth: 84,
  grow: 0.8,
  priority: 4,
  cell: ({ task }) => (
    <LinesValue>
      {/* Without an end it is only known to have taken some time. */}
      {task.state === 'running' || task.endedAt ? (
        <Elapsed run={{ createdAt: task.startedAt, endedAt: task.endedAt }} />
      ) : (
        '–'
      )}
    </LinesValue>
  ),
  /** In seconds. */
  sortValue: ({ task }) =>
    task.endedAt &&
    (Date.parse(task.endedAt) - Date.parse(task.startedAt)) / 1000,
};

const upid: Column = {
  id: 'upid',
  label: 'UPID',
  minWidth: 200,
  grow: 2,
  isOptional: true,
  cell: ({ task }) => <TextValue text={task.upid} />,
  sortValue: ({ task }) => task.upid,
};

/** Sorted by, rows of which some have not come yet would pass for all of them. */
const unsorted = (column: Column): Column => ({
  ...column,
  text: column.text ?? column.sortValue,
  sortValue: undefined,
});

/** What can be shown of tasks. */
export function taskColumns(options: {
  hasClusters: boolean;
  /** Where all are of one node, or of one guest. */
  hidden?: 'node' | 'guest';
  /** Whether there may be more than these. */
  isPartial: boolean;
}): Column[] {
  const { hasClusters, hidden, isPartial } = options;
  const columns = [
    title,
    type,
    state,
    ...(hasClusters ? [cluster] : []),
    ...(hidden === 'node' ? [] : [node]),
    // Not in the middle: a press there is meant for the row.
    ...(hidden === 'guest' ? [] : [guest]),
    user,
    started,
    took,
    upid,
  ];
  return isPartial ? columns.map(unsorted) : columns;
}
