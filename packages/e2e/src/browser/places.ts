/** Every page that a signed-in person reaches, by what it is called here. */
export const places = {
  overview: '/proxmox/overview',
  nodes: '/proxmox/nodes',
  guests: '/proxmox/guests',
  findings: '/findings',
  runs: '/runs',
  catalog: '/catalog',
  'catalog-person': '/catalog/default/user/viewer',
  docs: '/docs',
  runbook: '/docs/default/system/control-center/runbooks/proxmox/#not-quorate',
  search: '/search?query=quorum',
  settings: '/settings/general',
} as const;
