import type { TrackedFinding } from '@reverb256/backstage-plugin-infra-common';

/** What findings are filtered by, as it stands in the address; each empty for the usual. `id` shows a single one. */
export const findingFilterKeys = ['q', 'show', 'severity', 'id'] as const;

/** @internal */
export type FindingFilters = Record<(typeof findingFilterKeys)[number], string>;

export const MUTED = 'muted';
export const RESOLVED = 'resolved';

/** Whether the filters ask for more than what is open. */
export const wantsAll = ({ show, id }: FindingFilters) =>
  show === RESOLVED || id !== '';

function matchesShow(finding: TrackedFinding, show: string): boolean {
  if (show === RESOLVED) return finding.state === 'resolved';
  if (finding.state !== 'open') return false;
  return show === MUTED
    ? finding.muted !== undefined
    : finding.muted === undefined;
}

function matchesWords(finding: TrackedFinding, search: string): boolean {
  const text = [
    finding.title,
    finding.id,
    finding.entityRef,
    finding.pluginId,
    ...Object.values(finding.evidence),
  ]
    .join(' ')
    .toLowerCase();
  return search
    .toLowerCase()
    .split(/\s+/)
    .every(word => text.includes(word));
}

/** The findings that pass all filters, in the order in which they come. */
export function filterFindings(
  findings: readonly TrackedFinding[],
  filters: FindingFilters,
): TrackedFinding[] {
  const { q, show, severity, id } = filters;
  if (id) return findings.filter(finding => finding.id === id);
  return findings.filter(
    finding =>
      matchesShow(finding, show) &&
      (severity === '' || finding.severity === severity) &&
      matchesWords(finding, q),
  );
}
