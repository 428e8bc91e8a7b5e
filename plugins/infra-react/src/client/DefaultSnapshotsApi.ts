import type { FetchApi } from '@backstage/frontend-plugin-api';
import type {
  HeadsResponse,
  SnapshotHead,
} from '@reverb256/backstage-plugin-infra-common';
import { serverClock, type ServerClock } from '../clock';
import { portalProblemOf, type PortalProblem } from './PortalProblem';
import {
  toSourceSnapshot,
  type SnapshotsApi,
  type SnapshotsResult,
} from './SnapshotsApi';
import { SnapshotsClient } from './SnapshotsClient';
import { SourceBody } from './SourceBody';
import { VisiblePoller } from './VisiblePoller';

/** @public */
export interface DefaultSnapshotsApiOptions {
  fetchApi: FetchApi;
  /** The backend plugin that serves the snapshots. */
  pluginId: string;
  /** How often the heads are asked for while the page is visible, in seconds; 30 if not given. */
  pollSeconds?: number;
  clock?: ServerClock;
}

/**
 * Asks for the small heads on a slow clock, for bodies only when their version changed and somebody looks at that
 * kind, and keeps what it knows when the portal is silent. One for each family and page.
 *
 * @public
 */
export class DefaultSnapshotsApi<TKinds extends object>
  implements SnapshotsApi<TKinds>
{
  readonly channel: string;
  readonly #client: SnapshotsClient;
  readonly #clock: ServerClock;
  readonly #poller: VisiblePoller;
  readonly #listeners = new Map<string, Set<() => void>>();
  readonly #results = new Map<string, SnapshotsResult<unknown>>();
  /** By kind and source. */
  readonly #bodies = new Map<string, Map<string, SourceBody>>();
  #heads?: HeadsResponse['heads'];
  #answeredAt?: Date;
  #problem?: PortalProblem;
  /** A blip: nothing is said of a first silence while there is something to show. */
  #isForgiven = false;

  static create<TKinds extends object>(
    options: DefaultSnapshotsApiOptions,
  ): DefaultSnapshotsApi<TKinds> {
    return new DefaultSnapshotsApi<TKinds>(options);
  }

  private constructor(options: DefaultSnapshotsApiOptions) {
    this.channel = `${options.pluginId}:changed`;
    this.#client = SnapshotsClient.create(options);
    this.#clock = options.clock ?? serverClock;
    this.#poller = VisiblePoller.create({
      seconds: options.pollSeconds ?? 30,
      poll: () => this.#poll(),
    });
  }

  read<K extends keyof TKinds & string>(kind: K): SnapshotsResult<TKinds[K]> {
    let result = this.#results.get(kind);
    if (!result) {
      result = this.#build(kind);
      this.#results.set(kind, result);
    }
    // The rows are not validated again here: see SnapshotsClient.
    return result as SnapshotsResult<TKinds[K]>;
  }

  subscribe(kind: keyof TKinds & string, listener: () => void): () => void {
    let listeners = this.#listeners.get(kind);
    if (!listeners) {
      listeners = new Set();
      this.#listeners.set(kind, listeners);
    }
    listeners.add(listener);
    const release = this.#poller.acquire();
    void this.#updateBodies(kind);
    return () => {
      listeners.delete(listener);
      release();
    };
  }

  refresh(): void {
    this.#poller.soon();
  }

  /** @returns whether the portal answered */
  async #poll(): Promise<boolean> {
    try {
      const sentAt = Date.now();
      const { now, heads } = await this.#client.getHeads();
      this.#clock.learn(now, sentAt, Date.now());
      this.#heads = heads;
      this.#answeredAt = new Date(now);
      this.#problem = undefined;
      this.#isForgiven = false;
    } catch (error) {
      const before = this.#problem;
      this.#problem = portalProblemOf(error, before?.since ?? this.#now());
      this.#isForgiven =
        !before &&
        this.#heads !== undefined &&
        this.#problem.kind === 'unreachable';
      if (this.#problem.kind === 'not-allowed') this.#forget();
      this.#publishAll();
      return false;
    }
    this.#dropGoneSources();
    this.#publishAll();
    const watched = [...this.#listeners].filter(([, set]) => set.size > 0);
    await Promise.all(watched.map(([kind]) => this.#updateBodies(kind)));
    return true;
  }

  async #updateBodies(kind: string): Promise<void> {
    const heads = this.#heads?.[kind] ?? [];
    await Promise.all(heads.map(head => this.#updateBody(kind, head)));
  }

  async #updateBody(kind: string, head: SnapshotHead): Promise<void> {
    const body = this.#body(kind, head.source);
    const answered = await body.update(head, () => this.#now());
    if (answered) this.#takeHead(kind, answered);
    this.#publish(kind);
    const latest = this.#heads?.[kind]?.find(h => h.source === head.source);
    const isOvertaken =
      latest &&
      latest.version !== head.version &&
      latest.version !== body.held?.version;
    if (isOvertaken) await this.#updateBody(kind, latest);
  }

  #body(kind: string, source: string): SourceBody {
    let bodies = this.#bodies.get(kind);
    if (!bodies) {
      bodies = new Map();
      this.#bodies.set(kind, bodies);
    }
    let body = bodies.get(source);
    if (!body) {
      body = SourceBody.create({ client: this.#client, kind, source });
      bodies.set(source, body);
    }
    return body;
  }

  /** A body may come with a newer head than the one that it was asked for. */
  #takeHead(kind: string, head: SnapshotHead): void {
    const heads = this.#heads?.[kind];
    if (!this.#heads || !heads) return;
    this.#heads = {
      ...this.#heads,
      [kind]: heads.map(known =>
        known.source === head.source &&
        (known.attemptedAt ?? '') <= (head.attemptedAt ?? '')
          ? head
          : known,
      ),
    };
  }

  #dropGoneSources(): void {
    for (const [kind, bodies] of this.#bodies) {
      const known = new Set(this.#heads?.[kind]?.map(head => head.source));
      for (const source of bodies.keys()) {
        if (!known.has(source)) bodies.delete(source);
      }
    }
  }

  #forget(): void {
    this.#heads = undefined;
    this.#bodies.clear();
  }

  #build(kind: string): SnapshotsResult<unknown> {
    const bodies = this.#bodies.get(kind);
    return {
      sources:
        this.#heads &&
        (this.#heads[kind] ?? []).map(head => {
          const body = bodies?.get(head.source);
          return toSourceSnapshot(head, body?.held, body?.problem);
        }),
      problem: this.#isForgiven ? undefined : this.#problem,
      answeredAt: this.#answeredAt,
    };
  }

  #publish(kind: string): void {
    this.#results.delete(kind);
    for (const listener of [...(this.#listeners.get(kind) ?? [])]) listener();
  }

  #publishAll(): void {
    this.#results.clear();
    for (const kind of this.#listeners.keys()) this.#publish(kind);
  }

  #now(): string {
    return new Date(this.#clock.now()).toISOString();
  }
}
