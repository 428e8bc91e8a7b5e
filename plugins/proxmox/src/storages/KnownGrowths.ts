import type { StorageRow } from './storageRows';

/** What is known of when a storage will be full. */
export interface KnownGrowth {
  /** `in about 42 d`, or why not in a few words. */
  words: string;
  /** Whether the words only say why there is no estimate. */
  isReason: boolean;
  /** Why it could not be read, in a sentence. */
  failure?: string;
  /** When the portal answered, in milliseconds. */
  at: number;
}

/** What the rows in view have found out: for a file, and for when a row comes back into view. */
export class KnownGrowths {
  readonly #known = new Map<string, KnownGrowth>();

  get({ id }: StorageRow): KnownGrowth | undefined {
    return this.#known.get(id);
  }

  set({ id }: StorageRow, growth: KnownGrowth): void {
    this.#known.set(id, growth);
  }

  /** One line for a file. */
  textOf(row: StorageRow): string {
    const growth = this.get(row);
    if (!growth) return 'not asked for';
    const { words, failure } = growth;
    return failure === undefined ? words : `${words}: ${failure}`;
  }
}
