import { createHash } from 'node:crypto';
import type {
  BackstageCredentials,
  PermissionsService,
} from '@backstage/backend-plugin-api';
import {
  AuthorizeResult,
  type PolicyDecision,
} from '@backstage/plugin-permission-common';
import { createConditionAuthorizer } from '@backstage/plugin-permission-node';
import type { Gap, Snapshot } from '@reverb256/backstage-plugin-infra-common';
import type { SnapshotView } from '@reverb256/backstage-plugin-infra-node';
import {
  proxmoxGuestReadPermission,
  type ProxmoxInventory,
} from '@reverb256/backstage-plugin-proxmox-common';
import { guestRules } from './guest-permissions';

const isAllowed = createConditionAuthorizer(guestRules);

const hidden = (at: string): Gap => ({
  path: 'guests',
  error: {
    kind: 'forbidden',
    message: `Your role does not include the permission ${proxmoxGuestReadPermission.name}, so no guests are shown to you. Ask an administrator of the portal.`,
    since: at,
    missing: [proxmoxGuestReadPermission.name],
  },
});

function visibleTo(
  decision: PolicyDecision,
  snapshot: Snapshot<ProxmoxInventory>,
): Snapshot<ProxmoxInventory> {
  const { data, source } = snapshot;
  if (!data) return snapshot;
  const guests = Object.fromEntries(
    Object.entries(data.guests).filter(([, guest]) =>
      isAllowed(decision, { source, guest }),
    ),
  );
  const gaps =
    decision.result === AuthorizeResult.DENY
      ? [...snapshot.gaps, hidden(snapshot.collectedAt!)]
      : snapshot.gaps;
  return { ...snapshot, gaps, data: { ...data, guests } };
}

/** What of an inventory somebody may see: undefined for all of it. */
export async function guestView(
  permissions: PermissionsService,
  credentials: BackstageCredentials,
): Promise<SnapshotView<ProxmoxInventory> | undefined> {
  const [decision] = await permissions.authorizeConditional(
    [{ permission: proxmoxGuestReadPermission }],
    { credentials },
  );
  if (decision.result === AuthorizeResult.ALLOW) return undefined;
  return {
    digest: createHash('sha256')
      .update(JSON.stringify(decision))
      .digest('hex')
      .slice(0, 16),
    apply: snapshot => visibleTo(decision, snapshot),
  };
}
