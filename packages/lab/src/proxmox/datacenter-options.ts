import type { Cluster } from './cluster.ts';

/** datacenter.cfg, parsed (pve-cluster DataCenterConfig.pm). */
export const DATACENTER_OPTIONS = {
  keyboard: 'en-us',
  console: 'html5',
  crs: { ha: 'static' },
  ha: { shutdown_policy: 'migrate' },
  mac_prefix: 'BC:24:11',
  migration: { type: 'secure', network: '10.25.40.0/24' },
  'next-id': { lower: '100', upper: '9000' },
  'registered-tags': ['critical', 'k8s'],
  'tag-style': {
    'color-map': 'critical:d32f2f:ffffff;k8s:326ce5;home:2e7d32:ffffff',
    ordering: 'config',
    shape: 'full',
  },
  'user-tag-access': { 'user-allow': 'existing' },
  description: 'Cluster **reverb256**, in the closet and the workshop.',
};

/** Tags that a user may set (pve-guest-common GuestHelpers.pm get_allowed_tags). */
export function allowedTags(
  cluster: Cluster,
  mayAudit: (vmid: number) => boolean,
  isPrivileged: boolean,
): string[] {
  const tags = new Set(
    cluster.inventory.guests
      .filter(({ vmid }) => isPrivileged || mayAudit(vmid))
      .flatMap(guest => (guest.tags ?? '').split(/[;, ]/).filter(Boolean)),
  );
  for (const tag of DATACENTER_OPTIONS['registered-tags']) {
    if (isPrivileged) tags.add(tag);
    else tags.delete(tag);
  }
  return [...tags].sort();
}

/** pve-manager API2/Cluster.pm get_options: without Sys.Audit the console and the style of tags alone. */
export function datacenterOptions(
  cluster: Cluster,
  may: {
    audit: boolean;
    modify: boolean;
    auditGuest(vmid: number): boolean;
  },
): Record<string, unknown> {
  const { console, 'tag-style': style } = DATACENTER_OPTIONS;
  return {
    ...(may.audit ? DATACENTER_OPTIONS : { console, 'tag-style': style }),
    'allowed-tags': allowedTags(cluster, may.auditGuest, may.modify),
  };
}
