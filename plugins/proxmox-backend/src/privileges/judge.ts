import type { ProxmoxPrivileges } from '@reverb256/backstage-plugin-proxmox-common';
import type { EffectivePermissions } from '@reverb256/backstage-plugin-proxmox-node';
import { hasPrivilege } from '../inventory/hidden';
import type { Feature, Need } from './features';

type TokenJudgement = Omit<ProxmoxPrivileges['tokens'][string], 'token'>;
type FeatureJudgement = NonNullable<ProxmoxPrivileges['features']>[number];

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

/** What below a path lacks a privilege that the path has: an ACL there takes it away. */
const exceptBelow = (
  permissions: EffectivePermissions,
  path: string,
  privilege: string,
) =>
  Object.keys(permissions)
    .filter(
      each => each.startsWith(`${path}/`) && !(privilege in permissions[each]),
    )
    .sort();

const isMet = (permissions: EffectivePermissions, { anyOf, path }: Need) =>
  anyOf.some(privilege => hasPrivilege(permissions, path, privilege));

/** Where a need is met in part, as `VM.PowerMgmt on /pool/web`. */
const metBelow = (
  permissions: EffectivePermissions,
  { anyOf, orBelow }: Need,
): string[] =>
  orBelow
    ? anyOf.flatMap(privilege =>
        grantedBelow(permissions, privilege).map(
          path => `${privilege} on ${path}`,
        ),
      )
    : [];

const nameOf = ({ anyOf, path }: Need) => `${anyOf.join(' or ')} on ${path}`;

/** What a token lacks, what it has that nobody needs, and to what it is limited, if it is. Pure. */
export function judgeToken(
  features: readonly Feature[],
  use: Feature['token'],
  permissions: EffectivePermissions,
): TokenJudgement {
  const own = features.filter(({ token }) => token === use);
  const essential = own.filter(feature => feature.essential);
  const needed = essential.flatMap(({ needs }) => needs);
  const unmet = needed.filter(each => !isMet(permissions, each));
  const missing = unmet
    .filter(each => metBelow(permissions, each).length === 0)
    .map(nameOf);
  const limitedTo = unmet.flatMap(each => metBelow(permissions, each));
  const exceptOn = needed
    .filter(({ path }) => path !== '/')
    .flatMap(({ anyOf, path }) =>
      anyOf
        .filter(privilege => hasPrivilege(permissions, path, privilege))
        .flatMap(privilege =>
          exceptBelow(permissions, path, privilege).map(
            each => `${privilege} on ${each}`,
          ),
        ),
    );
  const useful = new Set(
    own.flatMap(({ needs }) => needs.flatMap(({ anyOf }) => anyOf)),
  );
  const excess = Object.entries(permissions).flatMap(([path, privileges]) =>
    Object.keys(privileges)
      .filter(
        privilege =>
          !useful.has(privilege) &&
          !HARMLESS.test(privilege) &&
          !isInherited(permissions, path, privilege),
      )
      .map(privilege => `${privilege} on ${path}`),
  );
  return {
    missing: [...new Set(missing)],
    excess: excess.sort(),
    ...(limitedTo.length > 0 && { limitedTo: [...new Set(limitedTo)] }),
    ...(exceptOn.length > 0 && { exceptOn: [...new Set(exceptOn)].sort() }),
  };
}

function judgeNeed(
  need: Need,
  permissions: EffectivePermissions | undefined,
): FeatureJudgement['needs'][number] {
  const asked = { anyOf: [...need.anyOf], path: need.path };
  if (!permissions) return { ...asked, state: 'unknown' };
  if (isMet(permissions, need)) return { ...asked, state: 'has' };
  const on = metBelow(permissions, need);
  return on.length > 0
    ? { ...asked, state: 'some', on }
    : { ...asked, state: 'missing' };
}

/** A feature works as far as the least of what it needs is there. */
function stateOf(needs: FeatureJudgement['needs']): FeatureJudgement['state'] {
  const states = new Set(needs.map(({ state }) => state));
  if (states.has('missing')) return 'missing';
  if (states.has('unknown')) return 'unknown';
  return states.has('some') ? 'some' : 'works';
}

/**
 * Whether each feature has what it needs. Pure.
 *
 * @param permissions - of each token; undefined where it could not be asked. Of one that is not configured there are none.
 */
export function judgeFeatures(
  features: readonly Feature[],
  permissions: Partial<
    Record<Feature['token'], EffectivePermissions | undefined>
  >,
): FeatureJudgement[] {
  return features.map(({ feature, title, token, needs, risk }) => {
    const judged = needs.map(each => judgeNeed(each, permissions[token]));
    return {
      feature,
      title,
      token,
      needs: judged,
      state: stateOf(judged),
      ...(risk && { risk }),
    };
  });
}
