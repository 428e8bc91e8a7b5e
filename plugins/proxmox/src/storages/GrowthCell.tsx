import { TextValue } from '@reverb256/backstage-plugin-infra-react';
import { estimateGrowth } from '@reverb256/backstage-plugin-proxmox-common';
import { useEffect, useMemo, useState } from 'react';
import { shortGrowth } from './growthWords';
import type { StorageRow } from './storageRows';
import { useStorageHistory } from './useStorage';

/** A row must have been in view for so long before its history is asked for: who scrolls by does not ask. */
const LOOKED_AT_MS = 400;

/** A month changes slowly. */
const EVERY_SECONDS = 1_800;

/** When a storage will be full, as far as its last month says; asked for only while the row is in view. */
export function GrowthCell({ row }: { row: StorageRow }) {
  const [isLookedAt, setLookedAt] = useState(false);
  useEffect(() => {
    const timer = setTimeout(() => setLookedAt(true), LOOKED_AT_MS);
    return () => clearTimeout(timer);
  }, []);
  const { cluster } = row;
  const { node, storage } = row.storage;
  const of = useMemo(
    () => (isLookedAt ? { cluster, node, storage } : undefined),
    [cluster, isLookedAt, node, storage],
  );
  const { reading, problem } = useStorageHistory(of, 'month', EVERY_SECONDS);
  const history = reading?.data;
  const estimate = useMemo(() => history && estimateGrowth(history), [history]);
  const text = estimate && shortGrowth(estimate);
  const isFailed = problem !== undefined || reading?.error !== undefined;
  const words = text ?? (isFailed ? 'unknown' : undefined);
  // Why there is no estimate is told in passing; that it is full is not.
  const isReason = estimate?.kind !== 'estimate' && estimate?.reason !== 'full';
  return <TextValue text={words} isDim={isReason} />;
}
