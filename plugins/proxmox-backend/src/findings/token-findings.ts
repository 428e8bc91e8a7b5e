import type { ClusterKnowledge, Part } from './knowledge';

/** So many places are named; a pool may bring a thousand guests with it. */
const NAMED_PLACES = 5;

function limitsOf(places: readonly string[]): Record<string, string> {
  if (places.length === 0) return {};
  const more = places.length - NAMED_PLACES;
  const named = places.slice(0, NAMED_PLACES).join(', ');
  return {
    'limited to': more > 0 ? `${named} and ${more} more` : named,
  };
}

/** Tokens that may less than they need to, or more. */
export function tokenFindings({
  data,
}: ClusterKnowledge['privileges']): Part[] {
  return Object.entries(data?.tokens ?? {}).flatMap(
    ([use, { token, missing, excess, limitedTo }]): Part[] => {
      const common = {
        severity: 'warning' as const,
        path: `tokens/${use}`,
      };
      const limits = limitsOf(limitedTo ?? []);
      return [
        ...(missing.length
          ? [
              {
                ...common,
                code: 'token-lacks-privileges',
                title: `The token ${token} lacks ${missing.join(', ')}`,
                runbook: 'proxmox#token-lacks-privileges',
                evidence: { token, missing: missing.join(', '), ...limits },
              },
            ]
          : []),
        ...(excess.length
          ? [
              {
                ...common,
                code: 'token-exceeds-privileges',
                title: `The token ${token} may do more than it needs to`,
                runbook: 'proxmox#token-exceeds-privileges',
                evidence: { token, excess: excess.join(', '), ...limits },
              },
            ]
          : []),
      ];
    },
  );
}
