import type {
  Origin,
  RunError,
  RunState,
} from '@reverb256/backstage-plugin-infra-common';

/** How a state looks: `busy` is in progress. */
export type RunTone = 'busy' | 'ok' | 'bad' | 'neutral' | 'unknown';

/** @public */
export interface RunStateWords {
  tone: RunTone;
  /** In a table. */
  word: string;
  /** As a sentence. */
  sentence: string;
}

/** What each state of a run means to a person. @public */
export const runStateWords: Record<RunState, RunStateWords> = {
  accepted: {
    tone: 'busy',
    word: 'Accepted',
    sentence: 'Accepted. Nothing has been sent yet.',
  },
  sending: {
    tone: 'busy',
    word: 'Sending',
    sentence: 'The request is on its way; it is sent once.',
  },
  running: {
    tone: 'busy',
    word: 'Running',
    sentence: 'It has been taken on and is followed to its end.',
  },
  succeeded: { tone: 'ok', word: 'Succeeded', sentence: 'Done.' },
  failed: { tone: 'bad', word: 'Failed', sentence: 'It failed.' },
  cancelled: { tone: 'neutral', word: 'Cancelled', sentence: 'Cancelled.' },
  unknown: {
    tone: 'unknown',
    word: 'End unknown',
    sentence: 'Nobody could find out how it ended.',
  },
};

/** Where a change came from, as people say it. @public */
export const originWords: Record<Origin, string> = {
  page: 'a page',
  template: 'a template',
  assistant: 'an assistant',
  machine: 'a machine',
};

/** What a person is told about an error of a run. */
export interface RunErrorWords {
  title: string;
  /** What is known about the thing itself. */
  consequence?: string;
}

/** The error's own message says what to do; these say what kind of thing happened. */
export const runErrorWords: Record<RunError['kind'], RunErrorWords> = {
  unreachable: {
    title: 'It could not be reached',
    consequence: 'Look at the network or the machine, then try again.',
  },
  untrusted: {
    title: 'Its certificate is not trusted',
    consequence: 'Nothing was sent.',
  },
  unauthorized: {
    title: 'It does not accept the portal’s credentials',
    consequence: 'Nothing was changed.',
  },
  forbidden: {
    title: 'The portal’s credentials may not do this',
    consequence: 'Nothing was changed.',
  },
  rejected: { title: 'It was refused' },
  invalid: { title: 'The answer is not understood' },
  timeout: {
    title: 'It did not answer in time',
    consequence: 'Look at the thing itself before trying again.',
  },
  task: { title: 'It was taken on, and then failed' },
  interrupted: {
    title: 'It was interrupted',
    consequence: 'Look at the thing itself before trying again.',
  },
};
