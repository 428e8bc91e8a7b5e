import type { FetchApi } from '@backstage/frontend-plugin-api';
import type { Gap, Snapshot } from '@reverb256/backstage-plugin-infra-common';

interface Refusal {
  status: number;
  name: string;
  message: string;
}

/** A backend with snapshots, as the page sees it through `fetchApi`: for tests of what asks it. */
export class FakeBackend implements FetchApi {
  /** What was asked, such as `/heads` and `/snapshots/inventory/a?since=1`. */
  readonly requests: string[] = [];
  /** By kind. */
  snapshots: Record<string, Snapshot<object>[]> = {};
  /** Nothing answers. */
  isDown = false;
  /** What is answered to every path that starts with the key. */
  refusals: Record<string, Refusal> = {};
  /** What is answered instead of a whole snapshot when `since` is the key. */
  patches: Record<string, { since: string; patch: Record<string, unknown> }> =
    {};
  /** What is added to the gaps of a body, as for a person who may not see everything. */
  personalGaps: Gap[] = [];
  /** Answers 304 to whoever has an ETag. */
  isUnchanged = false;
  now: () => string = () => new Date().toISOString();

  /** How many requests were made for paths that start so. */
  count(prefix: string): number {
    return this.requests.filter(path => path.startsWith(prefix)).length;
  }

  /** Replaces the head's members and, if given, the data of a source. */
  change(
    kind: string,
    source: string,
    change: Partial<Snapshot<object>>,
  ): void {
    this.snapshots[kind] = this.snapshots[kind].map(snapshot =>
      snapshot.source === source ? { ...snapshot, ...change } : snapshot,
    );
  }

  readonly fetch: typeof fetch = async (input, init) => {
    const url = new URL(String(input));
    const path = url.pathname.replace(/^\/v1/, '') + url.search;
    this.requests.push(path);
    if (this.isDown) throw new TypeError('Failed to fetch');
    const refusal = Object.entries(this.refusals).find(([prefix]) =>
      path.startsWith(prefix),
    )?.[1];
    if (refusal) {
      const { status, name, message } = refusal;
      const body = {
        error: { name, message },
        response: { statusCode: status },
      };
      return answer(body, { status });
    }
    if (path === '/heads') {
      return answer({ now: this.now(), heads: this.#heads() });
    }
    const [, , kind, source] = url.pathname.replace(/^\/v1/, '').split('/');
    const snapshot = this.snapshots[kind]?.find(s => s.source === source);
    if (!snapshot) throw new Error(`The test asked for ${path}`);
    if (this.isUnchanged && new Headers(init?.headers).has('If-None-Match')) {
      return new Response(undefined, { status: 304 });
    }
    const { data, ...rest } = snapshot;
    const head = { ...rest, gaps: [...rest.gaps, ...this.personalGaps] };
    const since = url.searchParams.get('since');
    const patch = since === null ? undefined : this.patches[since];
    return answer(patch ? { ...head, ...patch } : { ...head, data }, {
      headers: { ETag: `"${snapshot.version}"` },
    });
  };

  #heads() {
    return Object.fromEntries(
      Object.entries(this.snapshots).map(([kind, snapshots]) => [
        kind,
        snapshots.map(({ data: _, ...head }) => head),
      ]),
    );
  }
}

function answer(body: unknown, init?: ResponseInit): Response {
  const headers = new Headers(init?.headers);
  headers.set('Content-Type', 'application/json');
  return new Response(JSON.stringify(body), { ...init, headers });
}
