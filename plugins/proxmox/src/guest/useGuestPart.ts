import {
  useReading,
  type ReadingResult,
  type UseReadingOptions,
} from '@reverb256/backstage-plugin-infra-react';
import {
  guestBackupsSchema,
  guestConfigSchema,
  guestHistorySchema,
  guestInsideSchema,
  guestPath,
  guestSnapshotsSchema,
  guestStatusDetailsSchema,
  replicationSchema,
  type GuestBackups,
  type GuestConfigDetails,
  type GuestInside,
  type GuestSnapshots,
  type GuestStatusDetails,
  type Replication,
  type Timeframe,
} from '@reverb256/backstage-plugin-proxmox-common';
import type { GuestRef } from './useGuest';

interface GuestParts {
  status: GuestStatusDetails;
  config: GuestConfigDetails;
  snapshots: GuestSnapshots;
  inside: GuestInside;
  replication: Replication;
  backups: GuestBackups;
}

/** How often each part of a guest is asked for: what changes by itself sooner than what people change. */
const parts: {
  [K in keyof GuestParts]: UseReadingOptions<GuestParts[K]>;
} = {
  status: { schema: guestStatusDetailsSchema, everySeconds: 10 },
  config: { schema: guestConfigSchema, everySeconds: 60 },
  snapshots: { schema: guestSnapshotsSchema, everySeconds: 30 },
  inside: { schema: guestInsideSchema, everySeconds: 60 },
  replication: { schema: replicationSchema, everySeconds: 30 },
  backups: { schema: guestBackupsSchema, everySeconds: 120 },
};

/** A part of a guest, read on demand and kept up to date while somebody looks. */
export function useGuestPart<K extends keyof GuestParts>(
  { cluster, guest }: GuestRef,
  part: K,
): ReadingResult<GuestParts[K]> {
  return useReading('proxmox', guestPath(cluster, guest, part), parts[part]);
}

/** How a guest was loaded, over that time. */
export function useGuestHistory(
  { cluster, guest }: GuestRef,
  timeframe: Timeframe,
  everySeconds: number,
) {
  const path = `${guestPath(cluster, guest, 'history')}?timeframe=${timeframe}`;
  return useReading('proxmox', path, {
    schema: guestHistorySchema,
    everySeconds,
  });
}
