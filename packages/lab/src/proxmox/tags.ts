import type { Acl } from './acl.ts';
import type { Cluster } from './cluster.ts';
import { allowedTags, DATACENTER_OPTIONS } from './datacenter-options.ts';
import { permissionError } from './errors.ts';

function split(tags: string | undefined): string[] {
  return (tags ?? '').split(/[;,\s]+/).filter(Boolean);
}

/** pve-guest-common GuestHelpers.pm get_unique_tags, in the order of the configuration. */
export function uniqueTags(tags: string): string {
  return [...new Set(split(tags).map(tag => tag.toLowerCase()))].join(';');
}

/**
 * GuestHelpers.pm assert_tag_permissions, beside VM.Config.Options: registered
 * tags, and here also those that no guest has yet, are for administrators.
 */
export function assertTags(
  cluster: Cluster,
  acl: Acl,
  userid: string,
  before: string | undefined,
  after: string | undefined,
): void {
  if (acl.has(userid, '/', 'Sys.Modify')) return;
  const mayAudit = (vmid: number) =>
    acl.has(userid, `/vms/${vmid}`, 'VM.Audit');
  const allowed = allowedTags(cluster, mayAudit, false);
  const registered: string[] = DATACENTER_OPTIONS['registered-tags'];
  const old = split(before);
  const now = split(after);
  for (const tag of new Set([...old, ...now])) {
    if (old.includes(tag) === now.includes(tag)) continue;
    if (allowed.includes(tag) && !registered.includes(tag)) continue;
    throw permissionError(`/, Sys.Modify for modifying tag '${tag}'`);
  }
}
