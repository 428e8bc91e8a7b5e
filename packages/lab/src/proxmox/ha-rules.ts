/** A section of rules.cfg (pve-ha-manager HA/Rules.pm and below). */
export interface HaRule {
  rule: string;
  type: 'node-affinity' | 'resource-affinity';
  resources: string[];
  /** `node` or `node:priority`. */
  nodes?: string[];
  strict?: boolean;
  affinity?: 'positive' | 'negative';
  disable?: boolean;
  comment?: string;
}

/** Rules of version 9; the first two were groups before it. */
export const HA_RULES: HaRule[] = [
  {
    rule: 'prefer-forge',
    type: 'node-affinity',
    resources: ['vm:140'],
    nodes: ['forge:2', 'nexus:1'],
    comment: 'The radio stick is in forge',
  },
  {
    rule: 'large',
    type: 'node-affinity',
    resources: ['ct:210'],
    nodes: ['forge', 'nexus'],
    strict: true,
  },
  {
    rule: 'not-together',
    type: 'resource-affinity',
    resources: ['ct:200', 'ct:210'],
    affinity: 'negative',
    comment: 'Names resolve while the dashboards are down',
  },
  {
    rule: 'vault-apart',
    type: 'resource-affinity',
    resources: ['vm:120', 'vm:121', 'vm:122'],
    affinity: 'negative',
    disable: true,
    comment: 'Off: with a node away the third has no place',
  },
];

/** The rules about a resource, or of a type, as API2/HA/Rules.pm index shows them. */
export function ruleRows(
  rules: HaRule[],
  digest: string,
  { type, resource }: Record<string, string>,
): object[] {
  return rules
    .map((rule, index) => ({ rule, order: index + 1 }))
    .filter(({ rule }) => !type || rule.type === type)
    .filter(({ rule }) => !resource || rule.resources.includes(resource))
    .map(({ rule: { resources, nodes, strict, disable, ...rule }, order }) => ({
      ...rule,
      resources: resources.join(','),
      ...(nodes && { nodes: [...nodes].sort().join(',') }),
      ...(strict && { strict: 1 }),
      ...(disable && { disable: 1 }),
      digest,
      order,
    }));
}
