/** What was said of a disk: SMART's health, percent of its life that is left. */
export interface DiskChange {
  health?: string;
  wearout?: number;
}

/** Of systemd, of a unit. */
export type ServiceState = 'running' | 'stopped' | 'failed';

export type SubscriptionStatus = 'active' | 'notfound' | 'expired' | 'invalid';

/** What the control API said of nodes' hardware and packages, over what the seed has. */
export class HostState {
  /** By `node/devpath`. */
  readonly disks = new Map<string, DiskChange>();
  /** By `node/service`. */
  readonly services = new Map<string, ServiceState>();
  /** How many packages may be updated, by node. */
  readonly updates = new Map<string, number>();
  readonly subscriptions = new Map<string, SubscriptionStatus>();
  /** By id of the job: what its last runs ended with, and since when. */
  readonly replication = new Map<string, { error?: string; since: number }>();

  reset(): void {
    const { disks, services, updates, subscriptions, replication } = this;
    for (const map of [disks, services, updates, subscriptions, replication]) {
      map.clear();
    }
  }
}
