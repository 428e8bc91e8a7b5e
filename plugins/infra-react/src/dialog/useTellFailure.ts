import { toastApiRef, useApi } from '@backstage/frontend-plugin-api';
import { useCallback, useEffect, useRef } from 'react';
import type { PortalProblem } from '../client';
import { describeStartProblem } from './describeStartProblem';

/**
 * Tells how the start of an action failed to a person who has closed its dialog in the meantime.
 *
 * @returns a function that says whether it has told: it has not while the dialog is there, which says it itself
 */
export function useTellFailure(): (
  title: string,
  problem: PortalProblem,
) => boolean {
  const toasts = useApi(toastApiRef);
  const isThere = useRef(false);
  useEffect(() => {
    isThere.current = true;
    return () => {
      isThere.current = false;
    };
  }, []);
  return useCallback(
    (title, problem) => {
      if (isThere.current) return false;
      const notice = describeStartProblem(problem);
      toasts.post({
        status: 'danger',
        title: `${title}: ${notice.title}`,
        description: [notice.message, notice.advice].filter(Boolean).join(' '),
      });
      return true;
    },
    [toasts],
  );
}
