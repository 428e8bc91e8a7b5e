import { storageApiRef, useApi } from '@backstage/frontend-plugin-api';
import { useCallback, useEffect, useMemo, useState } from 'react';
import type { ColumnChoice } from './DataColumn';

/** Where the choices of all tables are kept. */
const BUCKET = 'infra-tables';

/** Which columns a person has chosen for a table, kept by the app's storage for that person. */
export function useColumnChoice(
  table: string,
): [ColumnChoice, (choice: ColumnChoice) => void] {
  const storageApi = useApi(storageApiRef);
  const bucket = useMemo(() => storageApi.forBucket(BUCKET), [storageApi]);
  const [choice, setChoice] = useState<ColumnChoice>(() =>
    choiceOf(bucket.snapshot(table).value),
  );
  useEffect(() => {
    const subscription = bucket
      .observe$<Record<string, boolean>>(table)
      .subscribe(({ value }) => setChoice(choiceOf(value)));
    return () => subscription.unsubscribe();
  }, [bucket, table]);
  const choose = useCallback(
    (next: ColumnChoice) => {
      // Shown at once, whether it can be kept or not.
      setChoice(next);
      void bucket.set(table, { ...next });
    },
    [bucket, table],
  );
  return [choice, choose];
}

/** What is kept may be of another version of the portal. */
function choiceOf(value: unknown): ColumnChoice {
  if (typeof value !== 'object' || value === null) return {};
  return Object.fromEntries(
    Object.entries(value).filter(
      (entry): entry is [string, boolean] => typeof entry[1] === 'boolean',
    ),
  );
}
