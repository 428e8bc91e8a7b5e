import {
  Button,
  Cell,
  CellText,
  Table,
  Text,
  useBreakpoint,
  type ColumnConfig,
} from '@backstage/ui';
import type { Run } from '@reverb256/backstage-plugin-infra-common';
import {
  Age,
  Elapsed,
  formatActor,
  originWords,
  RunStateBadge,
} from '@reverb256/backstage-plugin-infra-react';
import { useMemo } from 'react';
import styles from '../parts/parts.module.css';
import { matchesRun } from './runFilters';

interface RunsTableProps {
  runs: readonly Run[];
  search: string;
  isFiltered: boolean;
  onClear: () => void;
  onOpen: (run: Run) => void;
}

/** Runs are named by their own plugins: two may give the same id. */
type RunRow = Run & { runId: string };

/** Runs, the newest first; each opens its log. */
export function RunsTable(props: RunsTableProps) {
  const { runs, search, isFiltered, onClear, onOpen } = props;
  const { up } = useBreakpoint();
  const rows = useMemo(
    () =>
      runs
        .filter(run => matchesRun(run, search))
        .map(
          (run): RunRow => ({
            ...run,
            id: `${run.pluginId}/${run.id}`,
            runId: run.id,
          }),
        ),
    [runs, search],
  );
  const columns = useMemo(() => runColumns(up), [up]);
  return (
    <div className={styles.table}>
      <Table
        columnConfig={columns}
        data={rows}
        pagination={{ type: 'none' }}
        rowConfig={{
          onClick: ({ runId, ...run }) => onOpen({ ...run, id: runId }),
        }}
        emptyState={
          isFiltered ? (
            <div className={styles.stack}>
              <Text>No runs match the search and the filters.</Text>
              <div>
                <Button variant="secondary" onPress={onClear}>
                  Clear all filters
                </Button>
              </div>
            </div>
          ) : (
            <Text color="secondary">Nothing has been run yet.</Text>
          )
        }
      />
    </div>
  );
}

function runColumns(
  isAtLeast: (breakpoint: 'sm' | 'md' | 'lg') => boolean,
): ColumnConfig<RunRow>[] {
  const isWide = isAtLeast('sm');
  return [
    {
      id: 'title',
      label: 'Run',
      isRowHeader: true,
      defaultWidth: '2.4fr',
      minWidth: 160,
      cell: run => (
        <CellText
          title={run.title}
          description={
            isWide
              ? `${run.pluginId} · ${run.action}`
              : `by ${formatActor(run.actor)}`
          }
        />
      ),
    },
    {
      id: 'state',
      label: 'State',
      defaultWidth: '1.2fr',
      minWidth: 130,
      cell: run => (
        <Cell>
          <RunStateBadge state={run.state} />
          {run.state === 'running' && run.step && (
            <div className={styles.small}>{run.step}</div>
          )}
          {!isWide && (
            <div className={styles.small}>
              <Age at={run.createdAt} isPlain />
            </div>
          )}
        </Cell>
      ),
    },
    {
      id: 'actor',
      label: 'By',
      isHidden: !isWide,
      defaultWidth: '1.2fr',
      minWidth: 110,
      cell: run => (
        <CellText
          title={formatActor(run.actor)}
          description={`from ${originWords[run.origin]}`}
        />
      ),
    },
    {
      id: 'started',
      label: 'Started',
      isHidden: !isWide,
      defaultWidth: '1fr',
      minWidth: 100,
      cell: run => (
        <Cell>
          <Age at={run.createdAt} isPlain />
        </Cell>
      ),
    },
    {
      id: 'took',
      label: 'Took',
      isHidden: !isWide,
      defaultWidth: '0.8fr',
      minWidth: 80,
      cell: run => (
        <Cell>
          <Elapsed run={run} />
        </Cell>
      ),
    },
    {
      id: 'resource',
      label: 'Thing',
      isHidden: !isAtLeast('md'),
      defaultWidth: '1.4fr',
      minWidth: 120,
      cell: run => (
        <CellText title={run.resource.title} description={run.resource.id} />
      ),
    },
  ];
}
