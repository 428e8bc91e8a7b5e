/**
 * Says what is going on: one line a step when it is done, and on a terminal the
 * running step with its seconds.
 */
export class Progress {
  #out;
  #timer;
  #over = false;

  /** @param {NodeJS.WriteStream} [out] */
  constructor(out = process.stdout) {
    this.#out = out;
  }

  /**
   * Runs one step.
   *
   * @template T
   * @param {string} label
   * @param {() => Promise<T>} work
   * @param {(result: T) => string} [describe] - what to say of the result
   * @returns {Promise<T>}
   */
  async step(label, work, describe = () => '') {
    const begun = performance.now();
    const seconds = () => ((performance.now() - begun) / 1000).toFixed(1);
    this.#show(label, seconds);
    try {
      const result = await work();
      this.#clear();
      this.say(line(seconds(), label, describe(result)));
      return result;
    } catch (error) {
      this.#clear();
      if (!this.#over) {
        this.say(line(seconds(), label, 'failed'));
      }
      throw error;
    }
  }

  /** @param {string} text */
  say(text) {
    this.#clear();
    this.#out.write(`${text}\n`);
  }

  /** Says no more of steps: that they fail when all is stopped is no news. */
  end() {
    this.#over = true;
    this.#clear();
  }

  #show(label, seconds) {
    if (this.#out.isTTY) {
      const draw = () =>
        this.#out.write(`\r\x1b[2K${line(seconds(), label, '…')}`);
      draw();
      this.#timer = setInterval(draw, 500);
    } else {
      // Where nothing can be redrawn, a long step should still be seen to begin.
      this.#timer = setTimeout(
        () => this.#out.write(`${line(seconds(), label, '…')}\n`),
        2_000,
      );
    }
    this.#timer.unref();
  }

  #clear() {
    if (this.#timer) {
      clearTimeout(this.#timer);
      this.#timer = undefined;
      if (this.#out.isTTY) {
        this.#out.write('\r\x1b[2K');
      }
    }
  }
}

function line(seconds, label, result) {
  return `${seconds.padStart(7)} s  ${label}${result ? `: ${result}` : ''}`;
}
