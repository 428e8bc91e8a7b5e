import type { Run } from '@reverb256/backstage-plugin-infra-common';
import {
  Age,
  Elapsed,
  formatActor,
  LinesValue,
  originWords,
  RunStateBadge,
  runStateWords,
  TitleValue,
  type DataColumn,
} from '@reverb256/backstage-plugin-infra-react';
import styles from '../parts/parts.module.css';

/** Runs are named by their own plugins: two may give the same id. */
export type RunRow = Run & { runId: string };

/** What is shown of runs; they are not sorted, as older ones may not be there yet. */
export const runColumns: readonly DataColumn<RunRow>[] = [
  {
    id: 'title',
    label: 'Run',
    minWidth: 150,
    grow: 2.4,
    cell: (run, shown) => (
      <TitleValue
        title={run.title}
        description={
          shown.has('actor')
            ? `${run.pluginId} · ${run.action}`
            : `by ${formatActor(run.actor)}`
        }
      />
    ),
    text: run => run.title,
  },
  {
    id: 'state',
    label: 'State',
    minWidth: 130,
    grow: 1.2,
    cell: (run, shown) => (
      <LinesValue>
        <RunStateBadge state={run.state} />
        {run.state === 'running' && run.step && (
          <span className={styles.small}>{run.step}</span>
        )}
        {!shown.has('started') && (
          <span className={styles.small}>
            <Age at={run.createdAt} isPlain />
          </span>
        )}
      </LinesValue>
    ),
    text: run => runStateWords[run.state].word,
  },
  {
    id: 'actor',
    label: 'By',
    minWidth: 110,
    grow: 1.2,
    priority: 3,
    cell: run => (
      <TitleValue
        title={formatActor(run.actor)}
        description={`from ${originWords[run.origin]}`}
      />
    ),
    text: run => run.actor,
  },
  {
    id: 'started',
    label: 'Started',
    minWidth: 100,
    priority: 2,
    cell: run => <Age at={run.createdAt} isPlain />,
    text: run => run.createdAt,
  },
  {
    id: 'took',
    label: 'Took',
    minWidth: 80,
    grow: 0.8,
    priority: 4,
    cell: run => <Elapsed run={run} />,
    text: run => run.endedAt,
  },
  {
    id: 'resource',
    label: 'Thing',
    minWidth: 120,
    grow: 1.4,
    priority: 5,
    cell: run => (
      <TitleValue title={run.resource.title} description={run.resource.id} />
    ),
    text: run => run.resource.id,
  },
];
