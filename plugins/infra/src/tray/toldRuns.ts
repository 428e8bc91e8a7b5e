import type { StorageApi } from '@backstage/frontend-plugin-api';
import { z } from 'zod';

/** So many of the runs that somebody was told of are remembered. */
const REMEMBERED = 100;

const KEY = 'told';

const toldSchema = z.object({
  /** Nothing that ended before is told: ISO 8601. */
  since: z.string(),
  /** `<plugin id>/<run id>`, the newest last. */
  runs: z.array(z.string()),
});

/** Of which of their runs a person has been told. */
export type ToldRuns = z.infer<typeof toldSchema>;

/** Remembers it in the browser, or wherever the app keeps what a person has set. */
export class ToldRunsMemory {
  readonly #bucket: StorageApi;

  static create(storage: StorageApi): ToldRunsMemory {
    return new ToldRunsMemory(storage.forBucket('infra-runs'));
  }

  private constructor(bucket: StorageApi) {
    this.#bucket = bucket;
  }

  /** @returns undefined while it is not known */
  read(now: string): ToldRuns | undefined {
    const { presence, value } = this.#bucket.snapshot(KEY);
    if (presence === 'unknown') return undefined;
    const told = toldSchema.safeParse(value);
    // Whoever is here for the first time is told of nothing that was before.
    return told.success ? told.data : { since: now, runs: [] };
  }

  async write(told: ToldRuns): Promise<void> {
    await this.#bucket.set(KEY, {
      ...told,
      runs: told.runs.slice(-REMEMBERED),
    });
  }
}
