import type { Inventory } from '../model.ts';

/** Before version 9 (pve-ha-manager HA/Groups.pm): which nodes a service prefers, or may only be on. */
export interface HaGroup {
  group: string;
  /** `node` or `node:priority`. */
  nodes: string[];
  restricted: boolean;
  nofailback: boolean;
  comment?: string;
}

/** What the lab of version 8 starts with. */
export function addGroups(inventory: Inventory): void {
  inventory.haGroups = [
    {
      group: 'prefer-forge',
      nodes: ['forge:2', 'nexus:1'],
      restricted: false,
      nofailback: false,
      comment: 'The radio stick is in forge',
    },
    {
      group: 'large',
      nodes: ['nexus', 'forge'],
      restricted: true,
      nofailback: true,
    },
  ];
  for (const resource of inventory.ha) {
    if (resource.sid === 'vm:140') resource.group = 'prefer-forge';
    if (resource.sid === 'ct:210') resource.group = 'large';
  }
}
