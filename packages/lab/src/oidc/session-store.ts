import { mkdir, readFile, rename, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Adapter, AdapterPayload } from 'oidc-provider';
import { z } from 'zod';

interface Entry {
  payload: AdapterPayload;
  /** Milliseconds since 1970; undefined: does not expire. */
  expiresAt?: number;
}

const fileSchema = z.record(
  z.string(),
  z.object({
    payload: z.record(z.string(), z.unknown()),
    expiresAt: z.number().optional(),
  }),
);

const seconds = () => Math.floor(Date.now() / 1000);

/**
 * The provider's sessions, grants and tokens, in one file of the lab's home: restarting the lab
 * signs nobody out.
 */
export class SessionStore {
  readonly #file: string;
  readonly #entries: Map<string, Entry>;
  #writing: Promise<void> = Promise.resolve();
  #dirty = false;

  private constructor(file: string, entries: Map<string, Entry>) {
    this.#file = file;
    this.#entries = entries;
  }

  /** Opens the store in a directory, which is made when it is missing. An unreadable file is started anew. */
  static async create(home: string): Promise<SessionStore> {
    await mkdir(home, { recursive: true, mode: 0o700 });
    const file = join(home, 'oidc-sessions.json');
    const text = await readFile(file, 'utf8').catch(() => '{}');
    let known: z.infer<typeof fileSchema>;
    try {
      known = fileSchema.parse(JSON.parse(text));
    } catch {
      known = {};
    }
    return new SessionStore(file, new Map(Object.entries(known)));
  }

  /** The part of the store that holds one of the provider's models. */
  adapter(model: string): Adapter {
    const key = (id: string) => `${model}:${id}`;
    const first = async (matches: (payload: AdapterPayload) => boolean) =>
      this.#list(model).find(([, entry]) => matches(entry.payload))?.[1]
        .payload;
    return {
      upsert: async (id, payload, expiresIn) =>
        this.#set(key(id), {
          payload,
          ...(expiresIn && { expiresAt: Date.now() + expiresIn * 1000 }),
        }),
      find: async id => this.#get(key(id))?.payload,
      findByUid: uid => first(payload => payload.uid === uid),
      findByUserCode: userCode =>
        first(payload => payload.userCode === userCode),
      consume: async id => {
        const entry = this.#get(key(id));
        if (entry) {
          this.#set(key(id), {
            ...entry,
            payload: { ...entry.payload, consumed: seconds() },
          });
        }
      },
      destroy: async id => this.#delete([key(id)]),
      revokeByGrantId: async grantId =>
        this.#delete(
          this.#list(model)
            .filter(([, entry]) => entry.payload.grantId === grantId)
            .map(([entryKey]) => entryKey),
        ),
    };
  }

  /** Resolves when everything is on disk. */
  async flush(): Promise<void> {
    await this.#writing;
  }

  #get(key: string): Entry | undefined {
    const entry = this.#entries.get(key);
    if (entry?.expiresAt !== undefined && entry.expiresAt <= Date.now()) {
      this.#entries.delete(key);
      return undefined;
    }
    return entry;
  }

  #list(model: string): [string, Entry][] {
    return [...this.#entries].filter(
      ([key]) => key.startsWith(`${model}:`) && this.#get(key) !== undefined,
    );
  }

  #set(key: string, entry: Entry): void {
    this.#entries.set(key, entry);
    this.#save();
  }

  #delete(keys: string[]): void {
    keys.forEach(key => this.#entries.delete(key));
    this.#save();
  }

  /** One writer at a time; changes during a write are covered by the next one. */
  #save(): void {
    if (this.#dirty) {
      return;
    }
    this.#dirty = true;
    this.#writing = this.#writing.then(async () => {
      this.#dirty = false;
      const live = [...this.#entries].filter(([key]) => this.#get(key));
      const draft = `${this.#file}.new`;
      try {
        await writeFile(draft, JSON.stringify(Object.fromEntries(live)), {
          mode: 0o600,
        });
        await rename(draft, this.#file);
      } catch (error) {
        // Sign-in goes on from memory; only a restart would forget it.
        console.error(
          `The lab's OpenID provider cannot write ${
            this.#file
          }: ${error}. Free some space or fix its permissions.`,
        );
      }
    });
  }
}
