import { useApi } from '@backstage/frontend-plugin-api';
import {
  formatRunPlace,
  type GatheredRuns,
  type Run,
  type UnknownPart,
} from '@reverb256/backstage-plugin-infra-common';
import { useEffect, useMemo, useRef, useState } from 'react';
import { infraApiRef, type RunsQuery } from '../api';

interface OlderRuns {
  /** The newest, and those that were asked for besides. */
  all: Run[];
  unknown: readonly UnknownPart[];
  hasMore: boolean;
  isLoading: boolean;
  /** Why the older ones were not to be had. */
  problem?: string;
  load: () => void;
}

interface Pages {
  runs: readonly Run[];
  unknown: readonly UnknownPart[];
  isLast: boolean;
  /** Where the next page begins, where that is not after the last run. */
  next?: string;
}

const none: Pages = { runs: [], unknown: [], isLast: false };

/** The runs before the newest ones, page by page. */
export function useOlderRuns(
  query: RunsQuery & { limit: number },
  first: Pick<GatheredRuns, 'items' | 'next'> | undefined,
): OlderRuns {
  const newest = first?.items;
  const api = useApi(infraApiRef);
  const [pages, setPages] = useState(none);
  const [isLoading, setLoading] = useState(false);
  const [problem, setProblem] = useState<string>();
  const asked = useRef(query);

  useEffect(() => {
    asked.current = query;
    setPages(none);
    setProblem(undefined);
  }, [query]);

  const all = useMemo(() => {
    const known = new Map(
      [...(newest ?? []), ...pages.runs].map(run => [
        `${run.pluginId}/${run.id}`,
        run,
      ]),
    );
    // What is both among the newest and older is newer there.
    for (const run of newest ?? []) known.set(`${run.pluginId}/${run.id}`, run);
    return [...known.values()];
  }, [newest, pages]);

  const load = async () => {
    setLoading(true);
    setProblem(undefined);
    try {
      const last = all.at(-1);
      const next = pages === none ? first?.next : pages.next;
      const before = next ?? (last && formatRunPlace(last));
      const answer = await api.getRuns({ ...query, before });
      if (asked.current !== query) return;
      setPages(({ runs }) => ({
        runs: [...runs, ...answer.items],
        unknown: answer.unknown,
        isLast: !answer.next && answer.items.length < query.limit,
        next: answer.next,
      }));
    } catch (error) {
      const said = error instanceof Error ? error.message : String(error);
      setProblem(`The older runs could not be read: ${said}`);
    } finally {
      setLoading(false);
    }
  };

  return {
    all,
    unknown: pages.unknown,
    hasMore:
      !pages.isLast &&
      (pages !== none ||
        first?.next !== undefined ||
        (newest?.length ?? 0) >= query.limit),
    isLoading,
    problem,
    load: () => void load(),
  };
}
