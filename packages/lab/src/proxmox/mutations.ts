/** A request that was read to its end and that may change something: any but GET, but for logins. */
export interface Mutation {
  /** Lab time. */
  at: string;
  /** The endpoint that it came to. */
  node: string;
  method: string;
  /** Without /api2/json. */
  path: string;
  parameters: Record<string, unknown>;
  user: string;
  /** The method was called; false where the request was lost. */
  processed: boolean;
  /** What it was answered, or would have been. */
  status?: number;
  /** Of a task that it started. */
  upid?: string;
  /** The whole answer went out. */
  answered: boolean;
}

/** Every mutation that came in, also those of which the client never heard again. */
export class MutationJournal {
  private entries: Mutation[] = [];

  add(entry: Mutation): Mutation {
    this.entries.push(entry);
    return entry;
  }

  list(): Mutation[] {
    return this.entries;
  }

  reset(): void {
    this.entries = [];
  }
}
