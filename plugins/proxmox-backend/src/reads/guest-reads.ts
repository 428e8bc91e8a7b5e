import {
  guestBackupsSchema,
  guestConfigSchema,
  guestHistorySchema,
  guestInsideSchema,
  guestSnapshotsSchema,
  guestStatusDetailsSchema,
  replicationSchema,
  type GuestPart,
  type ProxmoxGuest,
  type ProxmoxInventory,
  type Timeframe,
} from '@reverb256/backstage-plugin-proxmox-common';
import type { z } from 'zod';
import { toGuestConfig } from '../details/guest-config';
import { toGuestStatus, toSnapshots } from '../details/guest-parts';
import { toGuestHistory } from '../details/history';
import { toReplication } from '../details/node-parts';
import { readBackups } from './guest-backups';
import { readInside } from './guest-inside';
import type { ReadDeps } from './read-deps';
import { historyFreshSeconds } from './timeframe';

/** One read of a part of a guest. */
export interface GuestReadInput {
  cluster: string;
  guest: ProxmoxGuest;
  inventory: ProxmoxInventory;
  timeframe: Timeframe;
  signal: AbortSignal;
}

/** What one part of a guest's page is, and how it is read. */
export interface GuestRead {
  /** As the subject of a sentence. */
  title: string;
  schema: z.ZodType;
  freshSeconds: (timeframe: Timeframe) => number;
  /** Asks others than the guest's node, and limits itself. */
  isElsewhere?: boolean;
  read(deps: ReadDeps, input: GuestReadInput): Promise<unknown>;
}

const every = (seconds: number) => () => seconds;

const detailsOf = ({ clients }: ReadDeps, { cluster }: GuestReadInput) =>
  clients.get(cluster).details;

/** Each part of a guest, by its path. */
export const guestReads: Record<GuestPart, GuestRead> = {
  status: {
    title: 'The status',
    schema: guestStatusDetailsSchema,
    freshSeconds: every(10),
    async read(deps, input) {
      const row = await detailsOf(deps, input).guestStatus(input.guest, input);
      const { webUrl, endpoints } = deps.clients.get(input.cluster).cluster;
      return {
        ...toGuestStatus(row, deps.clock()),
        webUrl: webUrl ?? endpoints[0].url,
      };
    },
  },
  config: {
    title: 'The configuration',
    schema: guestConfigSchema,
    freshSeconds: every(10),
    async read(deps, input) {
      const rows = await detailsOf(deps, input).guestPending(
        input.guest,
        input,
      );
      return toGuestConfig(input.guest.type, rows);
    },
  },
  history: {
    title: 'The history',
    schema: guestHistorySchema,
    freshSeconds: timeframe => historyFreshSeconds[timeframe],
    async read(deps, input) {
      const { guest, timeframe } = input;
      const rows = await detailsOf(deps, input).guestHistory(
        guest,
        timeframe,
        input,
      );
      return toGuestHistory(rows, timeframe, deps.clock());
    },
  },
  snapshots: {
    title: 'The snapshots',
    schema: guestSnapshotsSchema,
    freshSeconds: every(10),
    async read(deps, input) {
      const rows = await detailsOf(deps, input).guestSnapshots(
        input.guest,
        input,
      );
      return toSnapshots(input.guest.type, rows);
    },
  },
  inside: {
    title: 'What is inside',
    schema: guestInsideSchema,
    freshSeconds: every(20),
    read: (deps, input) =>
      readInside(detailsOf(deps, input), input.guest, input),
  },
  replication: {
    title: 'The replication',
    schema: replicationSchema,
    freshSeconds: every(20),
    async read(deps, input) {
      const { node, vmid } = input.guest;
      const rows = await detailsOf(deps, input).nodeReplication(
        node,
        { vmid },
        input,
      );
      // A node that does not know the filter tells of all.
      return toReplication(rows).filter(job => job.vmid === vmid);
    },
  },
  backups: {
    title: 'The backups',
    schema: guestBackupsSchema,
    freshSeconds: every(20),
    isElsewhere: true,
    read: (deps, { cluster, guest, inventory }) =>
      readBackups(deps, cluster, guest, inventory),
  },
};
