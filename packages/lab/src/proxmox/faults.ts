export const FAULT_MODES = [
  'rubbish',
  'invalid-json',
  'reset',
  'hang',
  'drip',
  'status',
  'lost-request',
  'lost-answer',
] as const;

export type FaultMode = (typeof FAULT_MODES)[number];

/** What is wrong with an endpoint: it is slow, it is broken, or both. */
export interface Fault {
  /** Real milliseconds before anything happens. */
  delayMs?: number;
  /** Real milliseconds between reading or doing what was asked and answering, or cutting the connection. */
  holdMs?: number;
  /** `lost-request` reads all of it and does nothing, `lost-answer` does all of it; both then cut the connection. */
  mode?: FaultMode;
  /** For mode status. */
  status?: number;
  reason?: string;
}

interface Entry extends Fault {
  /** Absent: every endpoint. */
  node?: string;
  /** Of the path under /api2/json; absent: every path. */
  prefix?: string;
  /** HTTP's; absent: every method. */
  method?: string;
  /** For so many requests to an endpoint, and then no more; absent: until it is healed. */
  times?: number;
}

export class FaultTable {
  private entries: Entry[] = [];

  /** Adds to what was set for the same node, prefix and method: slow and broken go together. */
  set(entry: Entry): void {
    const isSame = ({ node, prefix, method }: Entry) =>
      node === entry.node && prefix === entry.prefix && method === entry.method;
    const before = this.entries.find(isSame);
    this.entries = this.entries.filter(other => !isSame(other));
    this.entries.push({ ...before, ...entry });
  }

  heal(node?: string, prefix?: string): void {
    this.entries = this.entries.filter(
      entry => entry.node !== node || entry.prefix !== prefix,
    );
  }

  /** Of a node, or of all: everything that was set. */
  healAll(node?: string): void {
    this.entries = node
      ? this.entries.filter(entry => entry.node !== node)
      : [];
  }

  private matching(node: string, method: string, path: string): Entry[] {
    return this.entries.filter(
      entry =>
        (entry.node === undefined || entry.node === node) &&
        (entry.method === undefined || entry.method === method) &&
        (entry.prefix === undefined || path.startsWith(entry.prefix)),
    );
  }

  /** A slow and a broken entry for the same request add up; the last one set wins. */
  find(node: string, method: string, path: string): Fault | undefined {
    const matching = this.matching(node, method, path);
    if (matching.length === 0) return undefined;
    return Object.assign({}, ...matching) as Fault;
  }

  /** The same, for a request to an endpoint: it counts. */
  take(node: string, method: string, path: string): Fault | undefined {
    const fault = this.find(node, method, path);
    for (const entry of this.matching(node, method, path)) {
      if (entry.times === undefined) continue;
      entry.times -= 1;
      if (entry.times <= 0) {
        this.entries = this.entries.filter(other => other !== entry);
      }
    }
    return fault;
  }
}
