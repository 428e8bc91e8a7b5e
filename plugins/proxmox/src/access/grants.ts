import type { ProxmoxPrivileges } from '@reverb256/backstage-plugin-proxmox-common';

/** @internal */
export type FeaturePrivileges = NonNullable<
  ProxmoxPrivileges['features']
>[number];

/** What of a feature's needs a token does not have, as `VM.Migrate on /vms`. */
export const missingOf = ({ needs }: FeaturePrivileges): string[] =>
  needs
    .filter(({ state }) => state === 'missing')
    .map(({ anyOf, path }) => `${anyOf.join(' or ')} on ${path}`);

const quote = (word: string) => `'${word}'`;

/**
 * The commands that give a token what some features lack, to be run on any node of the cluster as root: one role for each
 * path. A token with separated privileges has no more than its user, so the user is given them too.
 *
 * @param token - as `ctrl@pve!operate`
 */
export function grantCommands(
  features: readonly FeaturePrivileges[],
  token: string,
): string[] {
  const byPath = new Map<string, Set<string>>();
  for (const { needs } of features) {
    for (const { state, anyOf, path } of needs) {
      if (state !== 'missing') continue;
      const privileges = byPath.get(path) ?? new Set();
      // The first is the least of those that are enough.
      byPath.set(path, privileges.add(anyOf[0]));
    }
  }
  const [user] = token.split('!');
  return [...byPath].flatMap(([path, privileges]) => {
    const use = features[0].token === 'read' ? 'Read' : 'Operate';
    const role = `Portal${use}${path
      .replace(/[^A-Za-z]/g, ' ')
      .trim()
      .replace(/^./, letter => letter.toUpperCase())}`;
    const privs = quote([...privileges].join(' '));
    return [
      // Another feature may have made the role before, and what it gave stays.
      `pveum role add ${role} --privs ${privs} 2>/dev/null || pveum role modify ${role} --append 1 --privs ${privs}`,
      `pveum acl modify ${path} --users ${quote(user)} --roles ${role}`,
      `pveum acl modify ${path} --tokens ${quote(token)} --roles ${role}`,
    ];
  });
}
