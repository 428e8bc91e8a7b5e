import { proxmoxAddressesSchema, type ProxmoxAddresses } from './addresses';
import {
  proxmoxCertificatesSchema,
  proxmoxInventorySchema,
  proxmoxVersionsSchema,
  type ProxmoxCertificates,
  type ProxmoxInventory,
  type ProxmoxVersions,
} from './inventory';
import { proxmoxNodeFactsSchema, type ProxmoxNodeFacts } from './node-facts';
import { proxmoxPrivilegesSchema, type ProxmoxPrivileges } from './privileges';
import { proxmoxTasksSchema, type ProxmoxTasks } from './tasks';

/** The kinds of snapshot that the Proxmox plugin serves. @public */
export const proxmoxSnapshotSchemas = {
  inventory: proxmoxInventorySchema,
  versions: proxmoxVersionsSchema,
  certificates: proxmoxCertificatesSchema,
  privileges: proxmoxPrivilegesSchema,
  'node-facts': proxmoxNodeFactsSchema,
  addresses: proxmoxAddressesSchema,
  tasks: proxmoxTasksSchema,
} as const;

/** What the data of each kind of snapshot is. @public */
export interface ProxmoxSnapshots {
  inventory: ProxmoxInventory;
  versions: ProxmoxVersions;
  certificates: ProxmoxCertificates;
  privileges: ProxmoxPrivileges;
  'node-facts': ProxmoxNodeFacts;
  addresses: ProxmoxAddresses;
  tasks: ProxmoxTasks;
}
