/** A time without a node, in lab seconds; `until` is when it booted again. */
export interface Downtime {
  node: string;
  since: number;
  until?: number;
}

/** When nodes had no power. */
export class Downtimes {
  private list: Downtime[] = [];
  /** Boots before any downtime. */
  private readonly firstBoots = new Map<string, number>();

  /** Of a node that is down now. */
  current(node: string): Downtime | undefined {
    return this.list.find(
      downtime => downtime.node === node && downtime.until === undefined,
    );
  }

  begin(node: string, since: number, bootedAt: number): void {
    if (!this.firstBoots.has(node)) this.firstBoots.set(node, bootedAt);
    this.list.push({ node, since });
  }

  /** When a node booted last before the lab knew of it. */
  firstBoot(node: string, bootedAt: number): number {
    return this.firstBoots.get(node) ?? bootedAt;
  }

  /** When the node that ran at a time had booted; undefined where it did not run. */
  lastBoot(node: string, time: number, bootedAt: number): number | undefined {
    let boot = this.firstBoots.get(node) ?? bootedAt;
    for (const { node: name, since, until } of this.list) {
      if (name !== node || since > time) continue;
      if (until === undefined || until > time) return undefined;
      boot = until;
    }
    return boot;
  }

  /** The first downtime of a node that began between two times. */
  between(node: string, from: number, to: number): Downtime | undefined {
    return this.list.find(
      ({ node: name, since }) => name === node && since >= from && since < to,
    );
  }

  reset(): void {
    this.list = [];
    this.firstBoots.clear();
  }
}
