import {
  isLastKnown,
  snapshotState,
  type SnapshotHead,
  type SourceError,
} from '@reverb256/backstage-plugin-infra-common';
import type { FindingsData } from '@reverb256/backstage-plugin-infra-node';
import { idOf, type ClusterKnowledge, type Part } from './knowledge';

/** The runbook heading of what keeps a source, or a part of it, from being read. */
const RUNBOOKS: Record<SourceError['kind'] | 'stale', string> = {
  unreachable: 'proxmox#source-unreachable',
  untrusted: 'proxmox#source-untrusted',
  unauthorized: 'proxmox#source-unauthorized',
  forbidden: 'proxmox#token-lacks-privileges',
  rejected: 'proxmox#source-invalid',
  invalid: 'proxmox#source-invalid',
  timeout: 'proxmox#source-timeout',
  stale: 'proxmox#source-stale',
};

/** One for each source, whatever keeps it from being read: with several endpoints that changes from turn to turn. */
const SOURCE_KEY = 'source';

/** The kinds that are read besides the inventory, and what they tell. */
const BESIDES = {
  versions: 'The versions of the nodes',
  certificates: 'The certificates of the nodes',
  privileges: "What the portal's tokens may do",
} as const;

type Besides = keyof typeof BESIDES;

/** Whether the cluster as a whole is not known now. */
export function isDown(inventory: SnapshotHead, now: Date): boolean {
  const state = snapshotState(inventory, now);
  return state !== 'pending' && isLastKnown(state);
}

/** When the cluster could be read again after its last outage, if it ever had one. */
export function recoveryOf(
  inventory: SnapshotHead,
  previous: FindingsData,
  now: Date,
): string | undefined {
  const id = idOf(inventory.source, { code: '', key: SOURCE_KEY });
  const wasDown = previous.items[id] !== undefined;
  return wasDown && !isDown(inventory, now)
    ? inventory.collectedAt
    : previous.recoveredAt;
}

/** Whether the last read of a kind says nothing about now: the cluster is down, or was when it was tried. */
function isOfOutage(
  { inventory, ...knowledge }: ClusterKnowledge,
  kind: Besides,
  recoveredAt: string | undefined,
  now: Date,
): boolean {
  const attemptedAt = knowledge[kind].attemptedAt ?? '';
  return (
    isDown(inventory, now) ||
    (recoveredAt !== undefined && attemptedAt < recoveredAt)
  );
}

function besidesFinding(
  what: string,
  path: string,
  error: SourceError,
  collectedAt: string | undefined,
): Part {
  return {
    code: `source-${error.kind}`,
    key: `${SOURCE_KEY}/${path}`,
    severity: 'warning',
    title: `${what} cannot be read (${error.kind})`,
    path,
    since: error.since,
    runbook: RUNBOOKS[error.kind],
    evidence: { reason: error.message, 'last read': collectedAt ?? 'never' },
  };
}

/** The source itself: it cannot be read, or nobody reads it. Else what of it cannot be read besides the inventory. */
export function sourceFindings(
  knowledge: ClusterKnowledge,
  recoveredAt: string | undefined,
  now: Date,
): Part[] {
  const { title, error, collectedAt } = knowledge.inventory;
  if (isDown(knowledge.inventory, now)) {
    return [
      {
        code: `source-${error?.kind ?? 'stale'}`,
        key: SOURCE_KEY,
        severity: 'critical',
        title: error
          ? `${title} cannot be read (${error.kind})`
          : `${title} is not being read: the portal's own collector stands still`,
        since: error?.since ?? collectedAt,
        runbook: RUNBOOKS[error?.kind ?? 'stale'],
        evidence: {
          ...(error && { reason: error.message }),
          'last read': collectedAt ?? 'never',
        },
      },
    ];
  }
  return (Object.keys(BESIDES) as Besides[]).flatMap(kind => {
    if (isOfOutage(knowledge, kind, recoveredAt, now)) return [];
    const head = knowledge[kind];
    if (head.error) {
      const what = `${BESIDES[kind]} of ${title}`;
      return [besidesFinding(what, kind, head.error, head.collectedAt)];
    }
    // Of nodes one is asked after the other, and what was read of each is kept; a token is asked nowhere else.
    return kind !== 'privileges'
      ? []
      : head.gaps.map(gap =>
          besidesFinding(
            `What the token for ${gap.path.replace(
              'tokens/',
              '',
            )} on ${title} may do`,
            gap.path,
            gap.error,
            gap.collectedAt,
          ),
        );
  });
}

/** Whether a finding of {@link sourceFindings} could not be looked at, by its path. */
export function isUnseenPart(
  knowledge: ClusterKnowledge,
  path: string,
  recoveredAt: string | undefined,
  now: Date,
): boolean {
  const kind = path.startsWith('tokens/') ? 'privileges' : path;
  if (!(kind in BESIDES)) return false;
  // A token's gap is not known while nothing of the privileges is.
  const isHidden = kind !== path && Boolean(knowledge.privileges.error);
  return isHidden || isOfOutage(knowledge, kind as Besides, recoveredAt, now);
}
