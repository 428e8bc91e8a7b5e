export interface RequestCount {
  node: string;
  method: string;
  path: string;
  count: number;
  /** Bytes of the bodies that were sent, as they went over the wire. */
  bytes: number;
}

/** How often each endpoint was asked for each path. */
export class RequestCounters {
  private counts = new Map<string, RequestCount>();

  private entry(node: string, method: string, path: string): RequestCount {
    const key = `${node} ${method} ${path}`;
    let entry = this.counts.get(key);
    if (!entry) {
      entry = { node, method, path, count: 0, bytes: 0 };
      this.counts.set(key, entry);
    }
    return entry;
  }

  request(node: string, method: string, path: string): void {
    this.entry(node, method, path).count += 1;
  }

  sent(node: string, method: string, path: string, bytes: number): void {
    this.entry(node, method, path).bytes += bytes;
  }

  list(): RequestCount[] {
    return [...this.counts.values()];
  }

  reset(): void {
    this.counts = new Map();
  }
}
