export const FAULT_MODES = [
  'rubbish',
  'invalid-json',
  'reset',
  'hang',
  'drip',
  'status',
] as const;

export type FaultMode = (typeof FAULT_MODES)[number];

/** What is wrong with an endpoint: it is slow, it is broken, or both. */
export interface Fault {
  /** Real milliseconds before anything happens. */
  delayMs?: number;
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
}

export class FaultTable {
  private entries: Entry[] = [];

  /** Adds to what was set for the same node and prefix: slow and broken go together. */
  set(entry: Entry): void {
    const before = this.entries.find(
      ({ node, prefix }) => node === entry.node && prefix === entry.prefix,
    );
    this.heal(entry.node, entry.prefix);
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

  /** A slow and a broken entry for the same request add up; the last one set wins. */
  find(node: string, path: string): Fault | undefined {
    const matching = this.entries.filter(
      entry =>
        (entry.node === undefined || entry.node === node) &&
        (entry.prefix === undefined || path.startsWith(entry.prefix)),
    );
    if (matching.length === 0) return undefined;
    return Object.assign({}, ...matching) as Fault;
  }
}
