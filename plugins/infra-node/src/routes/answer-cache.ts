import { promisify } from 'node:util';
import { gzip } from 'node:zlib';
import type { Request, Response } from 'express';

const compress = promisify(gzip);

/** How many answers are kept: a few sources, each as a few kinds of people see it, whole and as differences. */
const CAPACITY = 64;

/** Below this an answer is sent as it is: compression would save less than one packet. */
const COMPRESS_FROM_BYTES = 1400;

interface Answer {
  json: Promise<Buffer>;
  gzip?: Promise<Buffer>;
}

/**
 * Serialises and compresses an answer once for all that ask for the same: 15,000 guests are 5.8 MB of JSON, and
 * fifty viewers should not cost fifty times that.
 */
export class AnswerCache {
  readonly #answers = new Map<string, Answer>();

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
      answer.gzip ??= compress(json);
      response.setHeader('Content-Encoding', 'gzip');
      response.end(await answer.gzip);
    } else {
      response.end(json);
    }
  }

  #get(key: string, make: () => Promise<unknown>): Answer {
    const known = this.#answers.get(key);
    this.#answers.delete(key);
    const answer = known ?? {
      json: make().then(value => Buffer.from(JSON.stringify(value))),
    };
    this.#answers.set(key, answer);
    // A failure is the caller's to report; it must not be answered again from memory.
    answer.json.catch(() => this.#answers.delete(key));
    for (const oldest of this.#answers.keys()) {
      if (this.#answers.size <= CAPACITY) break;
      this.#answers.delete(oldest);
    }
    return answer;
  }
}
