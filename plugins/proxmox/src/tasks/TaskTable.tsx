import { DataTable } from '@reverb256/backstage-plugin-infra-react';
import { useMemo, type ReactNode } from 'react';
import { taskColumns } from './taskColumns';
import type { TaskOf, TaskRow } from './taskRow';

const newestFirst = { column: 'started', direction: 'descending' } as const;

/**
 * Tasks, the newest first; each opens its log. They are sorted by something else only where all of them are there.
 */
export function TaskTable(props: {
  /** What columns a person has chosen is kept by it. */
  id: string;
  label: string;
  /** The newest first. */
  rows: readonly TaskRow[];
  /** Whether there may be older ones. */
  isPartial?: boolean;
  empty: ReactNode;
  /** Where all are of one node, or of one guest. */
  hidden?: 'node' | 'guest';
  onOpen: (of: TaskOf) => void;
}) {
  const { id, label, rows, isPartial = false, empty, hidden, onOpen } = props;
  const hasClusters = rows.some(row => row.clusterTitle !== undefined);
  const columns = useMemo(
    () => taskColumns({ hasClusters, hidden, isPartial }),
    [hasClusters, hidden, isPartial],
  );
  return (
    <DataTable
      id={id}
      label={label}
      noun="task"
      columns={columns}
      rows={rows}
      isPartial={isPartial}
      defaultSort={newestFirst}
      // It is a part of a page, and mostly not the only one there.
      sortParameter={false}
      onOpen={onOpen}
      emptyState={empty}
      exportName="tasks"
    />
  );
}
