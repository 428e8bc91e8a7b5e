import { Text } from '@backstage/ui';
import type { Run } from '@reverb256/backstage-plugin-infra-common';
import { DataTable } from '@reverb256/backstage-plugin-infra-react';
import { useCallback, useMemo } from 'react';
import { runColumns, type RunRow } from './runColumns';
import { matchesRun } from './runFilters';

/** The newest first, as they are told. */
const AS_TOLD = { column: 'none', direction: 'ascending' } as const;

interface RunsTableProps {
  runs: readonly Run[];
  /** Whether there are older ones than these. */
  hasMore: boolean;
  search: string;
  isFiltered: boolean;
  onClear: () => void;
  onOpen: (run: Run) => void;
}

/** Runs, the newest first; each opens its log. */
export function RunsTable(props: RunsTableProps) {
  const { runs, hasMore, search, isFiltered, onClear, onOpen } = props;
  const rows = useMemo(
    () =>
      runs.map(
        (run): RunRow => ({
          ...run,
          id: `${run.pluginId}/${run.id}`,
          runId: run.id,
        }),
      ),
    [runs],
  );
  const filter = useCallback(
    (row: RunRow) => matchesRun({ ...row, id: row.runId }, search),
    [search],
  );
  const open = useCallback(
    ({ runId, ...run }: RunRow) => onOpen({ ...run, id: runId }),
    [onOpen],
  );
  return (
    <DataTable
      id="infra-runs"
      label="Runs"
      noun="run"
      columns={runColumns}
      rows={rows}
      isPartial={hasMore}
      filter={filter}
      onClearFilter={onClear}
      defaultSort={AS_TOLD}
      sortParameter={false}
      onOpen={open}
      exportName="runs"
      emptyState={
        <Text color="secondary">
          {isFiltered
            ? 'No runs match the search and the filters.'
            : 'Nothing has been run yet.'}
        </Text>
      }
    />
  );
}
