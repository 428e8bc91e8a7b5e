import type { ProxmoxGuest } from '@reverb256/backstage-plugin-proxmox-common';
import { entityRefOf } from './entity-ref';
import type { ProviderSettings } from './settings';

interface Match {
  tag?: RegExp;
  pool?: RegExp;
  cluster?: RegExp;
}

/** The groups that the patterns of a rule found, or undefined where one of them did not match. */
function matchOf(
  rule: Match,
  guest: ProxmoxGuest,
  cluster: string,
): string[] | undefined {
  const groups: string[] = [];
  for (const [pattern, values] of [
    [rule.tag, guest.tags],
    [rule.pool, guest.pool === undefined ? [] : [guest.pool]],
    [rule.cluster, [cluster]],
  ] as const) {
    if (!pattern) continue;
    const found = values
      .map(value => pattern.exec(value))
      .find(result => result !== null);
    if (!found) return undefined;
    groups.push(...found.slice(1).map(group => group ?? ''));
  }
  return groups;
}

/** The reference that a rule makes, or undefined where what was found makes none: a tag may be anything. */
function fill(
  template: string,
  groups: readonly string[],
  kind: string,
): string | undefined {
  const ref = template.replace(
    /\$(\d)/g,
    (_, index) => groups[Number(index) - 1] ?? '',
  );
  return entityRefOf(ref, kind);
}

/** Who owns a guest: the first rule that matches decides. */
export function ownerOf(
  guest: ProxmoxGuest,
  cluster: string,
  { owners, defaultOwner }: ProviderSettings,
): string {
  for (const rule of owners) {
    const groups = matchOf(rule, guest, cluster);
    const owner = groups && fill(rule.owner, groups, 'group');
    if (owner) return owner;
  }
  return defaultOwner;
}

/** The components that run in a guest, each once. */
export function componentsOf(
  guest: ProxmoxGuest,
  cluster: string,
  { components }: ProviderSettings,
): string[] {
  const refs = components.flatMap(rule => {
    const groups = matchOf(rule, guest, cluster);
    return (groups && fill(rule.component, groups, 'component')) ?? [];
  });
  return [...new Set(refs)].sort();
}
