import type { Finding, Gap } from '@reverb256/backstage-plugin-infra-common';
import type { FindingsData, FoundNow } from './findings';

/** The evidence that tells a finding that is kept from one that is seen now. */
const NOT_SEEN_SINCE = 'could not be looked at since';

/**
 * Adds to what is found now what was found before and could not be looked at this time: a finding ends when somebody
 * looked and it was not there, and not because nobody can look. Pure.
 *
 * @param isUnseen - whether what the finding is about is not known now
 * @public
 */
export function keepUnseen(
  found: readonly FoundNow[],
  before: FindingsData['items'],
  isUnseen: (finding: Finding) => boolean,
  now: Date,
): FoundNow[] {
  const ids = new Set(found.map(({ id }) => id));
  const kept = Object.values(before)
    .filter(finding => !ids.has(finding.id) && isUnseen(finding))
    .map(finding => ({
      ...finding,
      evidence: { [NOT_SEEN_SINCE]: now.toISOString(), ...finding.evidence },
    }));
  return [...found, ...kept];
}

/** Whether a part is, or lies in, one that could not be read: `nodes/forge` in `nodes`. @public */
export function isUnderGap(
  path: string | undefined,
  gaps: readonly Pick<Gap, 'path'>[],
): boolean {
  return gaps.some(
    gap => path === gap.path || path?.startsWith(`${gap.path}/`),
  );
}
