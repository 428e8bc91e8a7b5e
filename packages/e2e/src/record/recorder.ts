import type { BrowserContext, Page, Response } from '@playwright/test';
import { createHash } from 'node:crypto';
import { appendFileSync, mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { recordFolder } from '../portal/folders';

/** One thing that reached a browser, with the words in it. */
export interface Sighting {
  kind: 'response' | 'console' | 'pageerror' | 'websocket' | 'page';
  url: string;
  text: string;
  /** False where the browser did not hand the body out, after a redirect for example. */
  readable?: boolean;
}

/** The folder of the files, one a test, a {@link Sighting} a line. */
export const sightingsFolder = recordFolder('sightings');

const textual = /text|json|javascript|xml|svg|form-urlencoded/;

/** Writes down all that reaches the pages of a browser context. */
export class Recorder {
  readonly #file: string;
  readonly #pending = new Set<Promise<void>>();
  readonly #known = new Set<string>();

  private constructor(file: string) {
    this.#file = file;
  }

  /** @param test - names the file */
  static create(context: BrowserContext, test: string): Recorder {
    mkdirSync(sightingsFolder, { recursive: true });
    const name = test.replace(/[^\w-]+/g, '-').slice(0, 100);
    const recorder = new Recorder(join(sightingsFolder, `${name}.jsonl`));
    context.on('response', response =>
      recorder.#later(recorder.#response(response)),
    );
    context.on('console', message =>
      recorder.#write({
        kind: 'console',
        url: message.location().url,
        text: message.text(),
      }),
    );
    context.on('weberror', failure =>
      recorder.#write({
        kind: 'pageerror',
        url: failure.page()?.url() ?? '',
        text: String(failure.error().stack ?? failure.error()),
      }),
    );
    context.on('page', page => recorder.#watchSockets(page));
    return recorder;
  }

  /** Keeps what a page holds at this moment. */
  async page(page: Page): Promise<void> {
    if (!page.isClosed()) {
      this.#write({
        kind: 'page',
        url: page.url(),
        text: await page.content(),
      });
    }
  }

  /** Waits for the bodies that are still on their way. */
  async done(): Promise<void> {
    await Promise.all(this.#pending);
  }

  #later(work: Promise<void>): void {
    this.#pending.add(work);
    work.finally(() => this.#pending.delete(work));
  }

  async #response(response: Response): Promise<void> {
    const headers = Object.entries(response.headers())
      .map(([name, value]) => `${name}: ${value}`)
      .join('\n');
    const type = response.headers()['content-type'] ?? '';
    const body = await response.text().catch(() => undefined);
    const readable = body !== undefined;
    const shown = textual.test(type) ? body ?? '' : '';
    this.#write({
      kind: 'response',
      url: response.url(),
      text: this.#once(`${response.status()}\n${headers}\n\n${shown}`, type),
      readable,
    });
  }

  /** Scripts and styles are the same for every page of a test: one copy is enough. */
  #once(text: string, type: string): string {
    if (!/javascript|css/.test(type)) {
      return text;
    }
    const hash = createHash('sha256').update(text).digest('hex');
    const first = !this.#known.has(hash);
    this.#known.add(hash);
    return first ? text : '';
  }

  #watchSockets(page: Page): void {
    page.on('websocket', socket => {
      socket.on('framereceived', ({ payload }) =>
        this.#write({
          kind: 'websocket',
          url: socket.url(),
          text: payload.toString(),
        }),
      );
    });
  }

  #write(sighting: Sighting): void {
    appendFileSync(this.#file, `${JSON.stringify(sighting)}\n`);
  }
}
