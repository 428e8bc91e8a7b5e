import type { AuditRecord } from '@reverb256/backstage-plugin-infra-common';

/** Index of the list whose first record is the newest; -1 when all are empty. */
export function newestOf(heads: readonly (AuditRecord | undefined)[]): number {
  let newest = -1;
  heads.forEach((record, index) => {
    if (record && (newest < 0 || record.at > heads[newest]!.at)) {
      newest = index;
    }
  });
  return newest;
}

/**
 * The newest of several lists, each of which is the newest first. The order within a list is kept, also where clocks
 * went backwards.
 */
export function mergeNewest(
  lists: readonly (readonly AuditRecord[])[],
  limit: number,
): AuditRecord[] {
  const positions = lists.map(() => 0);
  const merged: AuditRecord[] = [];
  while (merged.length < limit) {
    const next = newestOf(lists.map((list, index) => list[positions[index]]));
    if (next < 0) break;
    merged.push(lists[next][positions[next]++]);
  }
  return merged;
}
