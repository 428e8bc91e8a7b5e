import type { AnyAction } from '@reverb256/backstage-plugin-infra-node';
import type { ActionDeps } from './action-deps';
import { deleteSnapshot } from './delete-snapshot';
import { migrateGuest } from './migrate-guest';
import { migrateGuests } from './migrate-guests';
import { rebootGuest } from './reboot-guest';
import { resumeGuest } from './resume-guest';
import { rollbackGuest } from './rollback-guest';
import { shutdownGuest } from './shutdown-guest';
import { shutdownGuests } from './shutdown-guests';
import { snapshotGuest } from './snapshot-guest';
import { startGuest } from './start-guest';
import { startGuests } from './start-guests';
import { stopGuest } from './stop-guest';
import { stopTask } from './stop-task';
import { suspendGuest } from './suspend-guest';
import { tagGuest } from './tag-guest';

/** Everything that the plugin can change. */
export const createActions = (deps: ActionDeps): AnyAction[] => [
  startGuest(deps),
  shutdownGuest(deps),
  rebootGuest(deps),
  suspendGuest(deps),
  resumeGuest(deps),
  stopGuest(deps),
  migrateGuest(deps),
  snapshotGuest(deps),
  rollbackGuest(deps),
  deleteSnapshot(deps),
  tagGuest(deps),
  stopTask(deps),
  startGuests(deps),
  shutdownGuests(deps),
  migrateGuests(deps),
];
