import { useApi } from '@backstage/frontend-plugin-api';
import { Button, Container } from '@backstage/ui';
import type { Run } from '@reverb256/backstage-plugin-infra-common';
import {
  RunDialog,
  usePolled,
  useUrlFilters,
  type RunRef,
  type UrlFilters,
} from '@reverb256/backstage-plugin-infra-react';
import { useMemo, useState } from 'react';
import { useSearchParams } from 'react-router-dom';
import { infraApiRef } from '../api';
import { PolledView, UnknownParts, useMe } from '../parts';
import styles from '../parts/parts.module.css';
import { runInQuery } from './runHref';
import { RunsTable } from './RunsTable';
import { RunsToolbar } from './RunsToolbar';
import {
  ACTIVE,
  ENDED,
  MINE,
  runFilterKeys,
  type RunFilters,
} from './runFilters';
import { useOlderRuns } from './useOlderRuns';

/** The newest so many are kept up to date; those before them are asked for on demand. */
const PAGE_SIZE = 100;

type Filters = UrlFilters<keyof RunFilters>;

/** The runs of all plugins, those in progress and those of the past. */
export function RunsPage() {
  const me = useMe();
  const filters = useUrlFilters(runFilterKeys);
  const isMine = filters.values.who === MINE;
  const open = useOpenRun();
  return (
    <Container pt="2" pb="5">
      <div className={styles.stack}>
        <RunsToolbar filters={filters} />
        {/* Nobody's runs are shown as mine before it is known who I am. */}
        {(!isMine || me) && (
          <Runs
            filters={filters}
            actor={isMine ? me : undefined}
            onOpen={open.set}
          />
        )}
      </div>
      {open.run && (
        <RunDialog run={open.run} onClose={() => open.set(undefined)} />
      )}
    </Container>
  );
}

function Runs(props: {
  filters: Filters;
  actor: string | undefined;
  onOpen: (run: Run) => void;
}) {
  const { filters, actor, onOpen } = props;
  const { state, q } = filters.values;
  const api = useApi(infraApiRef);
  const query = useMemo(
    () => ({
      isActive: { [ACTIVE]: true, [ENDED]: false }[state],
      actor,
      limit: PAGE_SIZE,
    }),
    [actor, state],
  );
  const result = usePolled(useMemo(() => api.runs(query), [api, query]));
  const older = useOlderRuns(query, result.data);
  return (
    <PolledView result={result} subject="the runs">
      {data => (
        <>
          <UnknownParts
            unknown={[...data.unknown, ...older.unknown]}
            things="runs"
          />
          <RunsTable
            runs={older.all}
            hasMore={older.hasMore}
            search={q}
            isFiltered={filters.isFiltered}
            onClear={filters.clear}
            onOpen={onOpen}
          />
          {older.problem && <p role="alert">{older.problem}</p>}
          {older.hasMore && (
            <div className={styles.actions}>
              <Button
                variant="secondary"
                isPending={older.isLoading}
                onPress={older.load}
              >
                Show older runs
              </Button>
            </div>
          )}
        </>
      )}
    </PolledView>
  );
}

/** The run whose dialog is open; a link may open one. */
function useOpenRun(): {
  run: RunRef | Run | undefined;
  set: (run: Run | undefined) => void;
} {
  const [params, setParams] = useSearchParams();
  const [chosen, setChosen] = useState<Run>();
  return {
    run: chosen ?? runInQuery(params.get('run')),
    set: run => {
      setChosen(run);
      if (!params.has('run')) return;
      const rest = new URLSearchParams(params);
      rest.delete('run');
      setParams(rest, { replace: true });
    },
  };
}
