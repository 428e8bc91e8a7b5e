/** What the HA manager does with a guest in each state. */
const words: Readonly<Record<string, string>> = {
  started: 'It is kept running, and started elsewhere if its node dies.',
  stopped: 'It is kept stopped.',
  disabled: 'It is kept stopped, and not moved from a dead node.',
  ignored: 'It is left alone, as if it were not managed.',
  request_start: 'It is about to be started.',
  request_start_balance:
    'It is about to be started, on the node with most room.',
  request_stop: 'It is about to be stopped.',
  migrate: 'It moves to another node while it runs.',
  relocate: 'It moves to another node, and stops for that.',
  freeze: 'It is left alone while its node restarts.',
  fence: 'Its node is being fenced; then it is started elsewhere.',
  recovery: 'A node is sought for it.',
  queued: 'It has just been added.',
  error:
    'Something failed, and it is left alone until somebody disables and enables it again.',
};

/** What a state of the HA manager means; undefined for one that nobody has put into words. */
export const haStateWords = (state: string): string | undefined =>
  Object.hasOwn(words, state) ? words[state] : undefined;
