import type { FetchApi } from '@backstage/frontend-plugin-api';
import {
  readingSchema,
  type Reading,
} from '@reverb256/backstage-plugin-infra-common';
import type { z } from 'zod';
import { PolledResource, PortalClient, type PolledResult } from '../client';
import { serverClock } from '../clock';

/** What is asked for. */
export interface ReadingRequest<T> {
  pluginId: string;
  /** With its `/v1` and its query. */
  path: string;
  /** The same object for the same path. */
  schema: z.ZodType<T>;
  everySeconds: number;
}

/** A reading that is asked for once for all that look at it. */
export interface SharedReading<T> {
  read(): PolledResult<Reading<T>>;
  /** Keeps it up to date until the returned function is called. */
  subscribe(listener: () => void): () => void;
  /** Asks soon. */
  refresh(): void;
}

interface Entry {
  resource: PolledResource<Reading<unknown>>;
  viewers: number;
}

/** The readings that are looked at, each with what is known of it; forgotten when nobody looks at it any more. */
export class SharedReadings {
  static readonly #all = new WeakMap<FetchApi, SharedReadings>();
  readonly #fetchApi: FetchApi;
  readonly #entries = new Map<z.ZodType, Map<string, Entry>>();

  /** Those of the whole page. */
  static of(fetchApi: FetchApi): SharedReadings {
    const known = SharedReadings.#all.get(fetchApi);
    if (known) return known;
    const made = new SharedReadings(fetchApi);
    SharedReadings.#all.set(fetchApi, made);
    return made;
  }

  private constructor(fetchApi: FetchApi) {
    this.#fetchApi = fetchApi;
  }

  /** Asks nothing before somebody subscribes. */
  get<T>(request: ReadingRequest<T>): SharedReading<T> {
    const { pluginId, path, schema, everySeconds } = request;
    const key = `${pluginId} ${everySeconds} ${path}`;
    const known = this.#entries.get(schema)?.get(key);
    const entry = known ?? { resource: this.#make(request), viewers: 0 };
    // At once: others of the same rendering look for it before anybody subscribes.
    this.#keep(schema, key, entry);
    return {
      // Another schema is another entry, so this one is of the same type.
      read: () => entry.resource.read() as PolledResult<Reading<T>>,
      refresh: () => entry.resource.refresh(),
      subscribe: listener => {
        const release = entry.resource.subscribe(listener);
        entry.viewers += 1;
        // It may have been forgotten meanwhile.
        this.#keep(schema, key, entry);
        return () => {
          release();
          entry.viewers -= 1;
          if (entry.viewers === 0) this.#forget(schema, key, entry);
        };
      },
    };
  }

  #keep(schema: z.ZodType, key: string, entry: Entry): void {
    const entries = this.#entries.get(schema) ?? new Map<string, Entry>();
    this.#entries.set(schema, entries);
    if (!entries.has(key)) entries.set(key, entry);
  }

  #forget(schema: z.ZodType, key: string, entry: Entry): void {
    const entries = this.#entries.get(schema);
    if (entries?.get(key) !== entry) return;
    entries.delete(key);
    if (entries.size === 0) this.#entries.delete(schema);
  }

  #make<T>(request: ReadingRequest<T>): PolledResource<Reading<unknown>> {
    const { pluginId, path, schema, everySeconds } = request;
    const client = PortalClient.create({ fetchApi: this.#fetchApi, pluginId });
    const answer: z.ZodType<Reading<T>> = readingSchema(schema);
    return PolledResource.create<Reading<unknown>>({
      seconds: everySeconds,
      ask: async () => {
        const sentAt = Date.now();
        const reading = await client.get(path.replace(/^\/v1/, ''), answer);
        serverClock.learn(reading.now, sentAt, Date.now());
        return reading;
      },
    });
  }
}
