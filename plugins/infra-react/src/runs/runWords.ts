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

/** What is said of a run once somebody has asked to stop it. */
export const askedToStop = {
  title: 'Asked to stop',
  description:
    'It ends when what carries it out has stopped, which may be at its own end.',
};

/** The error's own message says what to do; these say what kind of thing happened. */
export const runErrorTitles: Record<RunError['kind'], string> = {
  unreachable: 'It could not be reached',
  untrusted: 'Its certificate is not trusted',
  unauthorized: 'It does not accept the portal’s credentials',
  forbidden: 'The portal’s credentials may not do this',
  rejected: 'It was refused',
  invalid: 'The answer is not understood',
  timeout: 'It did not answer in time',
  task: 'It was taken on, and then failed',
  interrupted: 'It was interrupted',
};
