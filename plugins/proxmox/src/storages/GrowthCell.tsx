import { LinesValue, TextValue } from '@reverb256/backstage-plugin-infra-react';
import { estimateGrowth } from '@reverb256/backstage-plugin-proxmox-common';
import { useEffect, useMemo, useState } from 'react';
import styles from '../table/TablePage.module.css';
import { shortGrowth } from './growthWords';
import type { KnownGrowth, KnownGrowths } from './KnownGrowths';
import type { StorageRow } from './storageRows';
import { useStorageHistory } from './useStorage';

/** A row must have been in view for so long before its history is asked for: who scrolls by does not ask. */
const LOOKED_AT_MS = 400;

/** A month changes slowly. */
const EVERY_SECONDS = 1_800;

/** When a storage will be full, as far as its last month says; asked for only while the row is in view. */
export function GrowthCell(props: { row: StorageRow; growths: KnownGrowths }) {
  const { row, growths } = props;
  const [held] = useState(() => growths.get(row));
  const read = useGrowth(row, held);
  useEffect(() => {
    if (read) growths.set(row, read);
  }, [growths, read, row]);
  const growth = read ?? held;
  if (growth?.failure === undefined) {
    return <TextValue text={growth?.words} isDim={growth?.isReason ?? true} />;
  }
  return (
    <LinesValue isDim>
      <span>{growth.words}</span>
      <span className={styles.small}>{growth.failure}</span>
    </LinesValue>
  );
}

/** @param held - what was known when the row came into view: as long as that is new, nothing is asked */
function useGrowth(
  row: StorageRow,
  held: KnownGrowth | undefined,
): KnownGrowth | undefined {
  const [isLookedAt, setLookedAt] = useState(false);
  useEffect(() => {
    const left =
      held && held.failure === undefined
        ? held.at + EVERY_SECONDS * 1000 - Date.now()
        : 0;
    const timer = setTimeout(
      () => setLookedAt(true),
      Math.max(LOOKED_AT_MS, left),
    );
    return () => clearTimeout(timer);
  }, [held]);
  const { cluster } = row;
  const { node, storage } = row.storage;
  const of = useMemo(
    () => (isLookedAt ? { cluster, node, storage } : undefined),
    [cluster, isLookedAt, node, storage],
  );
  const { reading, problem } = useStorageHistory(of, 'month', EVERY_SECONDS);
  return useMemo(() => {
    const at = Date.now();
    if (reading?.data) {
      const estimate = estimateGrowth(reading.data);
      return {
        words: shortGrowth(estimate),
        // Why there is no estimate is told in passing; that it is full is not.
        isReason: estimate.kind === 'none' && estimate.reason !== 'full',
        at,
      };
    }
    const failure = (reading?.error ?? problem)?.message;
    return failure === undefined
      ? undefined
      : { words: 'unknown', isReason: true, failure, at };
  }, [problem, reading]);
}
