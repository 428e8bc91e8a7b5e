import { setTimeout as wait } from 'node:timers/promises';

/**
 * Asks again until there is an answer.
 *
 * @param what - the condition in words, for the message
 * @throws Error that says what was waited for, once the time is over
 */
export async function waitUntil<T>(
  what: string,
  ask: () => Promise<T | undefined> | T | undefined,
  options: { seconds: number },
): Promise<T> {
  const end = Date.now() + options.seconds * 1000;
  for (;;) {
    const answer = await ask();
    if (answer !== undefined) {
      return answer;
    }
    if (Date.now() > end) {
      throw new Error(`Waited ${options.seconds} s in vain for ${what}`);
    }
    await wait(100);
  }
}
