import { useApi } from '@backstage/frontend-plugin-api';
import type { GatheredAudit } from '@reverb256/backstage-plugin-infra-common';
import {
  portalProblemOf,
  type PolledResult,
} from '@reverb256/backstage-plugin-infra-react';
import { useCallback, useEffect, useRef, useState } from 'react';
import { infraApiRef, type AuditSearch } from '../api';

/** Typing waits this long for the records to follow, in milliseconds. */
const SETTLE_MS = 300;

interface AuditPages {
  result: PolledResult<GatheredAudit>;
  isLoading: boolean;
  /** Undefined on the last page. */
  loadMore?: () => void;
  /** Asks anew, from the newest on. */
  reload: () => void;
}

/**
 * The audit records that match, page by page. The trail is not kept up to date by itself: whoever reads it must not have
 * it move.
 *
 * @param search - the same object until something else is searched
 */
export function useAuditSearch(search: AuditSearch): AuditPages {
  const api = useApi(infraApiRef);
  const [result, setResult] = useState<PolledResult<GatheredAudit>>({});
  const [isLoading, setLoading] = useState(false);
  const asked = useRef(0);

  const ask = useCallback(
    async (before?: GatheredAudit) => {
      asked.current += 1;
      const mine = asked.current;
      setLoading(true);
      const now = new Date().toISOString();
      try {
        const page = await api.searchAudit(search, before?.cursor);
        if (asked.current !== mine) return;
        const items = [...(before?.items ?? []), ...page.items];
        setResult({ data: { ...page, items }, answeredAt: now });
      } catch (error) {
        if (asked.current !== mine) return;
        // What is shown must never be taken for what was searched.
        setResult({ data: before, problem: portalProblemOf(error, now) });
      }
      setLoading(false);
    },
    [api, search],
  );

  useEffect(() => {
    const timer = setTimeout(() => void ask(), SETTLE_MS);
    return () => clearTimeout(timer);
  }, [ask]);

  const { data } = result;
  return {
    result,
    isLoading,
    loadMore: data?.cursor ? () => void ask(data) : undefined,
    reload: () => void ask(),
  };
}
