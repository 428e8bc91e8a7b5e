import type { Collector } from '@reverb256/backstage-plugin-infra-node';
import type { ProxmoxPrivileges } from '@reverb256/backstage-plugin-proxmox-common';
import type {
  EffectivePermissions,
  ProxmoxClients,
} from '@reverb256/backstage-plugin-proxmox-node';
import { hasPrivilege } from '../inventory/hidden';
import { part } from './part';

/** What a token is for: where it needs which privilege. */
interface Need {
  privilege: string;
  path: string;
  /** On one guest or pool at least is enough: whoever set up the portal may have limited it to some. */
  orBelow?: boolean;
}

const needs = {
  read: [
    { privilege: 'Sys.Audit', path: '/' },
    { privilege: 'Sys.Audit', path: '/nodes' },
    { privilege: 'VM.Audit', path: '/vms' },
    { privilege: 'Datastore.Audit', path: '/storage' },
    { privilege: 'Pool.Audit', path: '/pool' },
  ],
  operate: [
    { privilege: 'Sys.Audit', path: '/' },
    { privilege: 'VM.Audit', path: '/vms', orBelow: true },
    { privilege: 'VM.PowerMgmt', path: '/vms', orBelow: true },
  ],
} satisfies Record<string, Need[]>;

/** Reading more than is needed changes nothing, so it is no excess. */
const HARMLESS = /\.Audit$/;

const ancestors = (path: string): string[] => {
  const parent = path.slice(0, path.lastIndexOf('/')) || '/';
  return path === '/' ? [] : [parent, ...ancestors(parent)];
};

/** Whether a path only has what is handed down to it: Proxmox lists every pool, guest and storage that it knows. */
const isInherited = (
  permissions: EffectivePermissions,
  path: string,
  privilege: string,
) => ancestors(path).some(above => permissions[above]?.[privilege]);

/** The guests and pools on which a privilege is granted, each once, where it is granted. */
const grantedBelow = (permissions: EffectivePermissions, privilege: string) =>
  Object.keys(permissions)
    .filter(
      path =>
        /^\/(vms|pool)\/./.test(path) &&
        privilege in permissions[path] &&
        !isInherited(permissions, path, privilege),
    )
    .sort();

/** What a token lacks, what it has that nobody needs, and to what it is limited, if it is. Pure. */
export function judgePrivileges(
  use: keyof typeof needs,
  permissions: EffectivePermissions,
): { missing: string[]; excess: string[]; limitedTo?: string[] } {
  const needed = needs[use] as readonly Need[];
  const unmet = needed.filter(
    need => !hasPrivilege(permissions, need.path, need.privilege),
  );
  const below = (need: Need) =>
    need.orBelow ? grantedBelow(permissions, need.privilege) : [];
  const missing = unmet
    .filter(need => below(need).length === 0)
    .map(need => `${need.privilege} on ${need.path}`);
  const limitedTo = unmet.flatMap(need =>
    below(need).map(path => `${need.privilege} on ${path}`),
  );
  const allowed = new Set(needed.map(need => need.privilege));
  const excess = Object.entries(permissions).flatMap(([path, privileges]) =>
    Object.keys(privileges)
      .filter(
        privilege =>
          !allowed.has(privilege) &&
          !HARMLESS.test(privilege) &&
          !isInherited(permissions, path, privilege),
      )
      .map(privilege => `${privilege} on ${path}`),
  );
  return {
    missing,
    excess: excess.sort(),
    ...(limitedTo.length > 0 && { limitedTo }),
  };
}

/** The gap that a token leaves that changes guests and could not be asked about. */
const OPERATE_PATH = 'tokens/operate';

/** Asks what the portal's tokens may do. */
export class PrivilegesCollector implements Collector<ProxmoxPrivileges> {
  readonly kind = 'privileges';
  readonly #clients: ProxmoxClients;

  constructor(clients: ProxmoxClients) {
    this.#clients = clients;
  }

  collect: Collector<ProxmoxPrivileges>['collect'] = async input => {
    const { source, previous, signal } = input;
    const client = this.#clients.get(source);
    const { operator } = client;
    const [read, operate] = await Promise.all([
      client.accessPermissions({ signal }),
      operator && part(operator.accessPermissions({ signal }), OPERATE_PATH),
    ]);
    const tokens: ProxmoxPrivileges['tokens'] = {
      read: {
        token: client.cluster.token.id,
        ...judgePrivileges('read', read),
      },
    };
    // The other token's failure hides nothing of this one, nor what was known of itself.
    const known = previous.data?.tokens.operate;
    if (operator && operate?.value) {
      tokens.operate = {
        token: operator.tokenId,
        ...judgePrivileges('operate', operate.value),
      };
    } else if (operator && known?.token === operator.tokenId) {
      tokens.operate = known;
    }
    return { data: { tokens }, gaps: operate?.gaps ?? [] };
  };
}
