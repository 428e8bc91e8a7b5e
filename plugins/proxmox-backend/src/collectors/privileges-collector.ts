import type { Collector } from '@reverb256/backstage-plugin-infra-node';
import type { ProxmoxPrivileges } from '@reverb256/backstage-plugin-proxmox-common';
import type {
  EffectivePermissions,
  ProxmoxClients,
} from '@reverb256/backstage-plugin-proxmox-node';
import { hasPrivilege } from '../inventory/hidden';

/** What a token is for: where it needs which privilege. */
interface Need {
  privilege: string;
  path: string;
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
    { privilege: 'VM.Audit', path: '/vms' },
    { privilege: 'VM.PowerMgmt', path: '/vms' },
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

/** What a token lacks, and what it has that nobody needs. Pure. */
export function judgePrivileges(
  use: keyof typeof needs,
  permissions: EffectivePermissions,
): { missing: string[]; excess: string[] } {
  const needed = needs[use] as readonly Need[];
  const missing = needed
    .filter(need => !hasPrivilege(permissions, need.path, need.privilege))
    .map(need => `${need.privilege} on ${need.path}`);
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
  return { missing, excess: excess.sort() };
}

/** Asks what the portal's tokens may do. */
export class PrivilegesCollector implements Collector<ProxmoxPrivileges> {
  readonly kind = 'privileges';
  readonly #clients: ProxmoxClients;

  constructor(clients: ProxmoxClients) {
    this.#clients = clients;
  }

  collect: Collector<ProxmoxPrivileges>['collect'] = async input => {
    const { source, signal } = input;
    const client = this.#clients.get(source);
    const { operator } = client;
    const [read, operate] = await Promise.all([
      client.accessPermissions({ signal }),
      operator?.accessPermissions({ signal }),
    ]);
    return {
      data: {
        tokens: {
          read: {
            token: client.cluster.token.id,
            ...judgePrivileges('read', read),
          },
          ...(operator &&
            operate && {
              operate: {
                token: operator.tokenId,
                ...judgePrivileges('operate', operate),
              },
            }),
        },
      },
      gaps: [],
    };
  };
}
