import type { Snapshot } from '@reverb256/backstage-plugin-infra-common';
import type {
  ProxmoxGuest,
  ProxmoxInventory,
  ProxmoxPrivileges,
} from '@reverb256/backstage-plugin-proxmox-common';
import { ConfigReader } from '@backstage/config';
import { readProviderSettings, type ProviderSettings } from '../settings';

/** The settings of this section, or of the smallest one. */
export const settingsOf = (section: object = {}): ProviderSettings =>
  readProviderSettings(
    new ConfigReader({
      catalog: {
        providers: {
          proxmox: { defaultOwner: 'platform-admins', ...section },
        },
      },
    }),
  )!;

export const guest = (
  vmid: number,
  values: Partial<ProxmoxGuest> = {},
): ProxmoxGuest => ({
  id: `qemu/${vmid}`,
  vmid: String(vmid),
  type: 'qemu',
  name: `vm-${vmid}`,
  node: 'nexus',
  status: 'running',
  template: false,
  tags: [],
  ...values,
});

export const inventory = (guests: ProxmoxGuest[]): ProxmoxInventory => ({
  cluster: { name: 'lab', quorate: true },
  nodes: { nexus: { name: 'nexus', status: 'online' } },
  guests: Object.fromEntries(guests.map(each => [each.id, each])),
  storages: {},
});

/** At this second of a minute. */
export const at = (second: number) =>
  new Date(Date.UTC(2026, 0, 1, 12, 0, second)).toISOString();

export const snapshot = <T>(
  data: T,
  second: number,
  values: Partial<Snapshot<T>> = {},
): Snapshot<T> => ({
  source: 'home',
  title: 'Home cluster',
  version: `v${second}`,
  collectedAt: at(second),
  intervalSeconds: 10,
  gaps: [],
  data,
  ...values,
});

/** What the token that reads may do: all, or what is missing. */
export const privileges = (
  values: Partial<ProxmoxPrivileges['tokens'][string]> = {},
): ProxmoxPrivileges => ({
  tokens: {
    read: { token: 'ctrl@pve!portal', missing: [], excess: [], ...values },
  },
});
