import type {
  DatabaseService,
  LoggerService,
  SchedulerService,
} from '@backstage/backend-plugin-api';
import type {
  AnyAction,
  Route,
  SnapshotStore,
} from '@reverb256/backstage-plugin-infra-node';
import type { ProxmoxClients } from '@reverb256/backstage-plugin-proxmox-node';
import { acceptCertificate } from './accept-certificate';
import { AcceptedCertificates } from './accepted-certificates';
import { createEndpointsRoute } from './endpoints-route';
import { trustAccepted } from './trust-accepted';

/** How often a replica looks whether another one has accepted a certificate, in seconds. */
const LOOKS_EVERY_SECONDS = 30;

/** Everything about certificates that were accepted in place of the configured ones. Trusts them before anything is read. */
export async function startCertificates(deps: {
  clients: ProxmoxClients;
  database: DatabaseService;
  logger: LoggerService;
  scheduler: SchedulerService;
  store: Pick<SnapshotStore, 'read'>;
}): Promise<{ action: AnyAction; route: Route }> {
  const { clients, database, logger, scheduler, store } = deps;
  const accepted = await AcceptedCertificates.create(database);
  const apply = () => trustAccepted({ accepted, clients, logger });
  await apply();
  await scheduler.scheduleTask({
    id: 'trust-accepted-certificates',
    frequency: { seconds: LOOKS_EVERY_SECONDS },
    timeout: { seconds: LOOKS_EVERY_SECONDS },
    // Each process has clients of its own.
    scope: 'local',
    fn: apply,
  });
  return {
    action: acceptCertificate({ clients, store, accepted, apply }),
    route: createEndpointsRoute({ clients, accepted }),
  };
}
