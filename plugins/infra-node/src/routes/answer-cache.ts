import { promisify } from 'node:util';
import { gzip } from 'node:zlib';
import type { Request, Response } from 'express';

const compress = promisify(gzip);

/**
 * How much memory the answers of a plugin may take, in bytes. 15,000 guests are 6 MB of JSON: a few sources, each as a
 * few kinds of people see it, whole and as differences.
 */
const CAPACITY_BYTES = 64 * 1024 * 1024;

/** Below this an answer is sent as it is: compression would save less than one packet. */
const COMPRESS_FROM_BYTES = 1400;

/** What an entry takes besides its text, roughly, so that very many small answers count too. */
const ENTRY_BYTES = 256;

interface Answer {
  json: Promise<Buffer>;
  gzip?: Promise<Buffer>;
  bytes: number;
}

/**
 * Serialises and compresses an answer once for all that ask for the same: 15,000 guests are 6 MB of JSON, and
 * fifty viewers should not cost fifty times that. Takes no more memory than it is given: what was asked for the longest
 * ago goes first.
 */
export class AnswerCache {
  readonly #answers = new Map<string, Answer>();
  readonly #capacityBytes: number;
  #bytes = 0;

  constructor(capacityBytes = CAPACITY_BYTES) {
    this.#capacityBytes = capacityBytes;
  }

  /** How much memory the answers take, in bytes. */
  get bytes(): number {
    return this.#bytes;
  }

  /** Sends the answer known under the key, or makes it first. */
  async send(
    request: Request,
    response: Response,
    key: string,
    make: () => Promise<unknown>,
  ): Promise<void> {
    const answer = this.#get(key, make);
    const json = await answer.json;
    response.setHeader('Content-Type', 'application/json; charset=utf-8');
    response.vary('Accept-Encoding');
    if (
      json.length >= COMPRESS_FROM_BYTES &&
      request.acceptsEncodings('gzip') === 'gzip'
    ) {
      answer.gzip ??= compress(json).then(buffer =>
        this.#count(key, answer, buffer),
      );
      response.setHeader('Content-Encoding', 'gzip');
      response.end(await answer.gzip);
    } else {
      response.end(json);
    }
  }

  #get(key: string, make: () => Promise<unknown>): Answer {
    const known = this.#answers.get(key);
    if (known) {
      // The last one of a map is the one that was asked for last.
      this.#answers.delete(key);
      this.#answers.set(key, known);
      return known;
    }
    const answer: Answer = {
      json: make().then(value =>
        this.#count(key, answer, Buffer.from(JSON.stringify(value))),
      ),
      bytes: ENTRY_BYTES + Buffer.byteLength(key),
    };
    this.#answers.set(key, answer);
    this.#bytes += answer.bytes;
    // A failure is the caller's to report; it must not be answered again from memory.
    answer.json.catch(() => this.#forget(key, answer));
    return answer;
  }

  /** Counts what became of an answer, unless it has been forgotten meanwhile, and makes room for it. */
  #count(key: string, answer: Answer, buffer: Buffer): Buffer {
    if (this.#answers.get(key) === answer) {
      answer.bytes += buffer.length;
      this.#bytes += buffer.length;
    }
    for (const [oldest, old] of this.#answers) {
      if (this.#bytes <= this.#capacityBytes) break;
      this.#forget(oldest, old);
    }
    return buffer;
  }

  #forget(key: string, answer: Answer): void {
    if (this.#answers.get(key) !== answer) return;
    this.#answers.delete(key);
    this.#bytes -= answer.bytes;
  }
}
