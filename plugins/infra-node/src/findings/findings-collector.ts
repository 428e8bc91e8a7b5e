import type { CollectInput, Collector } from '../snapshots/collector';
import {
  dateFindings,
  FINDINGS_KIND,
  type FindingsData,
  type FoundNow,
} from './findings';

/**
 * What there is to be found in a source now; it asks no upstream.
 *
 * @param previous - what was found before: what cannot be looked at now must stay, see `keepUnseen`
 * @public
 */
export type Find = (
  source: string,
  previous: FindingsData,
  now: Date,
) => Promise<{
  found: FoundNow[];
  recoveredAt?: FindingsData['recoveredAt'];
}>;

/**
 * Keeps what a plugin finds in its other snapshots, as a snapshot of its own: so findings survive a restart, are the
 * same on every replica, and reach viewers by the same way.
 *
 * @public
 */
export class FindingsCollector implements Collector<FindingsData> {
  readonly kind = FINDINGS_KIND;
  readonly #find: Find;

  constructor(find: Find) {
    this.#find = find;
  }

  async collect({ source, previous, now }: CollectInput<FindingsData>) {
    const before = previous.data ?? { items: {} };
    const { found, recoveredAt } = await this.#find(source, before, now);
    const items = dateFindings(found, before.items, now);
    return { data: { items, ...(recoveredAt && { recoveredAt }) }, gaps: [] };
  }
}
