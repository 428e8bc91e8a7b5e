import type { FetchApi } from '@backstage/frontend-plugin-api';
import type {
  Preflight,
  Run,
  RunLog,
} from '@reverb256/backstage-plugin-infra-common';

/** What a route answers: a body, a refusal, or nothing at all. */
type Answer = object | { status: number; message: string } | 'silence';

const isRefusal = (
  answer: object,
): answer is { status: number; message: string } => 'status' in answer;

export const run = (more: Partial<Run> = {}): Run => ({
  id: 'r1',
  pluginId: 'proxmox',
  action: 'shutdown-guest',
  title: 'Shut down guest web',
  resource: { type: 'proxmox-guest', id: 'lab/qemu/100', title: 'web' },
  actor: 'user:default/operator',
  origin: 'page',
  input: { cluster: 'lab', guest: 'qemu/100' },
  destructive: false,
  state: 'running',
  cancellable: false,
  createdAt: new Date(Date.now() - 5_000).toISOString(),
  updatedAt: new Date().toISOString(),
  ...more,
});

export const preflight = (more: Partial<Preflight> = {}): Preflight => ({
  title: 'Shut down guest web',
  resource: { type: 'proxmox-guest', id: 'lab/qemu/100', title: 'web' },
  destructive: false,
  effects: ['The guest is asked to shut down.'],
  obstacles: [],
  allowed: true,
  permission: 'proxmox.guest.power',
  concurrent: [],
  ...more,
});

/** The backend of the actions of one plugin, as a page sees it through `fetchApi`. */
export class FakeActions implements FetchApi {
  /** `POST /actions/x {"a":1}`, in order. */
  readonly requests: string[] = [];
  preflight: Preflight | Answer = preflight();
  started: Run | Answer = run();
  cancelled: Run | Answer = run({ state: 'cancelled', cancellable: false });
  /** The run as it is now. */
  run: Run = run();
  lines: string[] = [];
  active: Run[] = [];
  /** What the run began. */
  children: Run[] = [];
  isDown = false;
  #held?: { prefix: string; until: Promise<void> };

  /** Answers requests that begin like this only when the returned function is called. */
  hold(prefix: string): () => void {
    let release = () => {};
    const until = new Promise<void>(resolve => {
      release = resolve;
    });
    this.#held = { prefix, until };
    return release;
  }

  readonly fetch: typeof fetch = async (input, init) => {
    const url = new URL(String(input));
    const path = url.pathname.replace(/^\/v1/, '');
    const method = init?.method ?? 'GET';
    this.requests.push(
      `${method} ${path}${url.search}${init?.body ? ` ${init.body}` : ''}`,
    );
    if (this.#held && this.requests.at(-1)?.startsWith(this.#held.prefix)) {
      await this.#held.until;
    }
    const found = this.isDown
      ? 'silence'
      : this.#route(method, path, url.searchParams);
    if (found === 'silence') throw new TypeError('Failed to fetch');
    if (found && isRefusal(found)) {
      const { status, message } = found;
      const body = {
        error: { name: 'Error', message },
        response: { statusCode: status },
      };
      return json(body, status);
    }
    return json(found, 200);
  };

  count(prefix: string): number {
    return this.requests.filter(each => each.startsWith(prefix)).length;
  }

  #route(method: string, path: string, query: URLSearchParams): Answer {
    if (path.endsWith('/preflight')) return this.preflight;
    if (path.endsWith('/cancel')) return this.cancelled;
    if (path.startsWith('/actions/')) return this.started;
    if (path.endsWith('/log')) {
      const after = Number(query.get('after'));
      const about = this.children.find(each => path.includes(`/${each.id}/`));
      const log: RunLog = {
        run: about ?? this.run,
        lines: this.lines
          .map((text, i) => ({ n: i + 1, at: this.run.createdAt, text }))
          .filter(line => line.n > after),
      };
      return log;
    }
    if (path === '/runs') {
      const parent = query.get('parent');
      if (parent === null) return { items: this.active };
      return { items: parent === this.run.id ? this.children : [] };
    }
    if (path === `/runs/${this.run.id}`) return this.run;
    const child = this.children.find(each => path === `/runs/${each.id}`);
    if (child) return child;
    throw new Error(`The test asked for ${method} ${path}`);
  }
}

function json(body: unknown, status: number): Response {
  return new Response(JSON.stringify(body), {
    status,
    headers: { 'Content-Type': 'application/json' },
  });
}
