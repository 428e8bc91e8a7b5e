import type { ProxmoxInventory } from '@reverb256/backstage-plugin-proxmox-common';
import type { ManagerStatus } from '@reverb256/backstage-plugin-proxmox-node';

/**
 * Whether there is something HA-managed, and yet no row says how the manager has its node. Since Proxmox VE 9 the rows
 * do; which it is shows by what is answered, and not by a version.
 */
export function lacksHaStates({ nodes, guests }: ProxmoxInventory): boolean {
  return (
    Object.values(guests).some(guest => guest.haState !== undefined) &&
    Object.values(nodes).every(node => node.haState === undefined)
  );
}

/**
 * The inventory with what the HA manager says of nodes.
 *
 * @param status - undefined where it could not be read; then what was known stays
 */
export function withHaStates(
  inventory: ProxmoxInventory,
  status: ManagerStatus | undefined,
  previous: ProxmoxInventory | undefined,
): ProxmoxInventory {
  const states = status?.manager_status?.node_status ?? {};
  return {
    ...inventory,
    nodes: Object.fromEntries(
      Object.entries(inventory.nodes).map(([name, node]) => [
        name,
        {
          ...node,
          haState: status
            ? states[name]
            : node.haState ?? previous?.nodes[name]?.haState,
        },
      ]),
    ),
  };
}
