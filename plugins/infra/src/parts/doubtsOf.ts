import type { UnknownPart } from '@reverb256/backstage-plugin-infra-common';
import {
  describePortalProblem,
  type PolledResult,
} from '@reverb256/backstage-plugin-infra-react';

/** Why what was gathered from all plugins may be more, or other, than what is shown. */
export interface Doubt {
  /** What is not known, a sentence: `Not known: vault.` */
  what: string;
  /** Why, as the plugin or the portal put it. */
  why: string;
}

const nameOf = ({ pluginId, source }: UnknownPart) =>
  source ? `${pluginId}: ${source}` : pluginId;

/**
 * All that keeps an answer from being the whole truth; none where it is, where it is still awaited, and where the
 * portal's policy keeps this person from it.
 *
 * @param subject - what it is about: `the findings`
 */
export function doubtsOf(
  result: PolledResult<{ unknown: readonly UnknownPart[] }>,
  subject: string,
): Doubt[] {
  const { data, problem } = result;
  const doubts = (data?.unknown ?? []).map(part => ({
    what: `Not known: ${nameOf(part)}.`,
    why: part.message,
  }));
  if (!problem || problem.kind === 'not-allowed') return doubts;
  const { title } = describePortalProblem(problem, subject);
  const last = data ? ' What is shown is what it said last.' : '';
  return [{ what: `${title}.`, why: `${problem.message}${last}` }, ...doubts];
}
