import {
  Cell,
  CellText,
  Table,
  useBreakpoint,
  type ColumnConfig,
} from '@backstage/ui';
import { Age, Elapsed } from '@reverb256/backstage-plugin-infra-react';
import type { ProxmoxTask } from '@reverb256/backstage-plugin-proxmox-common';
import { useMemo, type ReactNode } from 'react';
import tableStyles from '../table/TablePage.module.css';
import type { TaskOf } from './TaskDialog';
import styles from './tasks.module.css';
import { TaskState } from './TaskState';
import { taskUser } from './taskUser';
import { taskTitle } from './taskWords';

/** A row of the table. */
export interface TaskRow extends TaskOf {
  id: string;
  /** Where there is more than one cluster. */
  clusterTitle?: string;
  /** What the guest that it is about is called. */
  guestName?: string;
}

/** What makes a row of a task. */
export const taskRow = (
  cluster: string,
  task: ProxmoxTask,
  more: Pick<TaskRow, 'clusterTitle' | 'guestName'> = {},
): TaskRow => ({ id: `${cluster}/${task.upid}`, cluster, task, ...more });

/** Tasks, the newest first; each opens its log. */
export function TaskTable(props: {
  label: string;
  rows: TaskRow[];
  empty: ReactNode;
  /** Where all are of one node, or of one guest. */
  hidden?: 'node' | 'guest';
  onOpen: (of: TaskOf) => void;
}) {
  const { label, rows, empty, hidden, onOpen } = props;
  const { up } = useBreakpoint();
  const hasClusters = rows.some(row => row.clusterTitle !== undefined);
  const columns = useMemo(
    () =>
      taskColumns({ isAtLeast: up, hasClusters, hasNode: hidden !== 'node' }),
    [hasClusters, hidden, up],
  );
  return (
    <div className={tableStyles.table}>
      <Table
        aria-label={label}
        columnConfig={columns}
        data={rows}
        pagination={{ type: 'none' }}
        rowConfig={{ onClick: onOpen }}
        emptyState={empty}
      />
    </div>
  );
}

function Title({ row, isWide }: { row: TaskRow; isWide: boolean }) {
  const { task, guestName, clusterTitle } = row;
  const where = [clusterTitle, task.node].filter(Boolean).join(' · ');
  const parts = isWide ? [task.type, guestName] : [task.type, guestName, where];
  return (
    <CellText
      title={taskTitle(task)}
      description={parts.filter(Boolean).join(' · ')}
    />
  );
}

function taskColumns(options: {
  isAtLeast: (breakpoint: 'sm' | 'md' | 'lg') => boolean;
  hasClusters: boolean;
  hasNode: boolean;
}): ColumnConfig<TaskRow>[] {
  const { isAtLeast, hasClusters, hasNode } = options;
  const isWide = isAtLeast('sm');
  return [
    {
      id: 'title',
      label: 'Task',
      isRowHeader: true,
      defaultWidth: '2.2fr',
      minWidth: 150,
      cell: row => <Title row={row} isWide={isWide} />,
    },
    {
      id: 'state',
      label: 'State',
      defaultWidth: '1.8fr',
      minWidth: 130,
      cell: ({ task }) => (
        <Cell>
          <TaskState task={task} />
          {!isWide && (
            <div className={styles.secondary}>
              <Age at={task.startedAt} isPlain />
            </div>
          )}
        </Cell>
      ),
    },
    {
      id: 'cluster',
      label: 'Cluster',
      isHidden: !isAtLeast('md') || !hasClusters,
      defaultWidth: '1fr',
      minWidth: 90,
      cell: row => <CellText title={row.clusterTitle ?? row.cluster} />,
    },
    {
      id: 'node',
      label: 'Node',
      isHidden: !isWide || !hasNode,
      defaultWidth: '1fr',
      minWidth: 80,
      cell: ({ task }) => <CellText title={task.node} />,
    },
    {
      id: 'user',
      label: 'By',
      isHidden: !isAtLeast('md'),
      defaultWidth: '1.2fr',
      minWidth: 110,
      cell: ({ task }) => <CellText title={taskUser(task)} />,
    },
    {
      id: 'started',
      label: 'Began',
      isHidden: !isWide,
      defaultWidth: '0.9fr',
      minWidth: 90,
      cell: ({ task }) => (
        <Cell>
          <Age at={task.startedAt} isPlain />
        </Cell>
      ),
    },
    {
      id: 'took',
      label: 'Took',
      isHidden: !isWide,
      defaultWidth: '0.8fr',
      minWidth: 80,
      cell: ({ task }) => (
        <Cell>
          {/* Without an end it is only known to have taken some time. */}
          {task.state === 'running' || task.endedAt ? (
            <Elapsed
              run={{ createdAt: task.startedAt, endedAt: task.endedAt }}
            />
          ) : (
            '–'
          )}
        </Cell>
      ),
    },
  ];
}
