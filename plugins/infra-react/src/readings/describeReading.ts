import type { SourceErrorKind } from '@reverb256/backstage-plugin-infra-common';
import { describePortalProblem } from '../components/describePortalProblem';
import type { ReadingResult } from './useReading';

/** What is the matter with a reading. */
export interface ReadingNotice {
  /**
   * `danger`: there is no data, and something is broken; `warning`: the last data is in view, or what lacks is a privilege,
   * which somebody may have withheld on purpose.
   */
  tone: 'warning' | 'danger';
  title: string;
  message: string;
  advice?: string;
  /** The lacking privileges, by name. */
  missing: readonly string[];
  /** Since when: ISO 8601, UTC. */
  since: string;
}

const titles: Record<SourceErrorKind, string> = {
  unreachable: 'Out of reach',
  untrusted: 'The certificate is not trusted',
  unauthorized: 'The credentials are not accepted',
  forbidden: 'A privilege is missing',
  rejected: 'It could not be read',
  invalid: 'The answer is not understood',
  timeout: 'No answer in time',
};

/**
 * What to say about a reading; undefined while it is on the way, or as it should be.
 *
 * @param subject - what is read, in a sentence: `the disks of forge`
 */
export function describeReading(
  { reading, problem }: Pick<ReadingResult<unknown>, 'reading' | 'problem'>,
  subject: string,
): ReadingNotice | undefined {
  const tone = reading?.data === undefined ? 'danger' : 'warning';
  if (problem) {
    const { title, advice } = describePortalProblem(problem, subject);
    const { message, since } = problem;
    return { tone, title, message, advice, missing: [], since };
  }
  const error = reading?.error;
  if (!error) return undefined;
  const { kind, message, since, missing = [] } = error;
  return {
    tone: kind === 'forbidden' ? 'warning' : tone,
    title: titles[kind],
    message,
    missing,
    since,
  };
}
