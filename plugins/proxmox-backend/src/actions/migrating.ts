import type { ProxmoxInventory } from '@reverb256/backstage-plugin-proxmox-common';
import type { MigrationConditions } from '@reverb256/backstage-plugin-proxmox-node';
import type { Situation } from './guest-action-definition';
import { statusOf } from './obstacles';

/** What a migration is asked with. */
export interface MigrateInput {
  target: string;
  withLocalDisks: boolean;
  targetStorage?: string;
}

/** What is looked at before a guest is moved. */
export interface MigrateFacts {
  inventory: Pick<ProxmoxInventory, 'nodes' | 'storages' | 'guests'>;
  /** As the cluster says now; undefined where it cannot be asked. */
  conditions: MigrationConditions | undefined;
  /** Whether the caller may move the guest of an HA resource too; of one that may not be, not even the name is told. */
  mayMove(sid: string): boolean;
}

/** A migration before it is begun. */
export type Migrating = Situation<MigrateInput, MigrateFacts>;

const GIB = 1024 ** 3;
/** Bytes as people read them. */
export const gib = (bytes: number) => `${(bytes / GIB).toFixed(1)} GiB`;

/** Whether the guest runs. */
export const isRunning = (situation: Migrating) =>
  statusOf(situation)?.status === 'running';

/** The disks that must be copied. */
export const localDisks = ({ facts }: Migrating) =>
  (facts?.conditions?.localDisks ?? []).filter(disk => !disk.cdrom);
