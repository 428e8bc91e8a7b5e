import { setTimeout as wait } from 'node:timers/promises';
import { WireClient } from './wire.ts';

interface Head {
  source: string;
  version: string;
}

/** What a viewer did and received. */
export interface ViewerTally {
  bytes: number;
  heads: number[];
  snapshots: number[];
  /** How many of the snapshots came as a difference. */
  patches: number;
}

/**
 * Somebody with the page open: asks for the heads whenever the portal says that something changed (here: at every
 * collection, the most that can happen), and for the difference when the version did.
 */
export class Viewer {
  readonly #client: WireClient;
  readonly #versions = new Map<string, string>();
  #tally: ViewerTally = { bytes: 0, heads: [], snapshots: [], patches: 0 };

  constructor(url: string, token: string) {
    this.#client = new WireClient(url, { authorization: `Bearer ${token}` });
  }

  /** Opens the page: everything is read once. What that costs is not part of the minute. */
  async open(): Promise<ViewerTally> {
    await this.#look();
    const opened = this.#tally;
    this.#tally = { bytes: 0, heads: [], snapshots: [], patches: 0 };
    return opened;
  }

  /** Looks on for a while. */
  async watch(seconds: number, everySeconds: number): Promise<ViewerTally> {
    const end = performance.now() + seconds * 1000;
    // Not all at the same moment: real viewers spread out, too.
    await wait(Math.random() * everySeconds * 1000);
    while (performance.now() < end) {
      const next = performance.now() + everySeconds * 1000;
      await this.#look();
      await wait(Math.max(0, Math.min(next, end) - performance.now()));
    }
    return this.#tally;
  }

  close(): void {
    this.#client.close();
  }

  async #look(): Promise<void> {
    const heads = await this.#client.get('/api/proxmox/v1/heads');
    this.#expect(heads.status, 'heads', heads.text);
    this.#tally.bytes += heads.bytes;
    this.#tally.heads.push(heads.milliseconds);
    const known = JSON.parse(heads.text).heads as Record<string, Head[]>;
    for (const [kind, list] of Object.entries(known)) {
      for (const { source, version } of list) {
        const key = `${kind}/${source}`;
        const before = this.#versions.get(key);
        if (!version || version === before) continue;
        const query = before ? `?since=${before}` : '';
        const answer = await this.#client.get(
          `/api/proxmox/v1/snapshots/${key}${query}`,
        );
        this.#expect(answer.status, key, answer.text);
        const body = JSON.parse(answer.text);
        this.#versions.set(key, body.version);
        this.#tally.bytes += answer.bytes;
        this.#tally.snapshots.push(answer.milliseconds);
        if (body.patch) this.#tally.patches++;
      }
    }
  }

  #expect(status: number, what: string, text: string): void {
    if (status !== 200) {
      throw new Error(`${what} answered ${status}: ${text.slice(0, 300)}`);
    }
  }
}
