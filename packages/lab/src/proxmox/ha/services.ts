import { createHash } from 'node:crypto';
import type { HaRequest } from '../model.ts';

/** The states of pve-ha-manager HA/Manager.pm that the lab has: it does not fence or recover services. */
export type CrmState =
  | 'request_start'
  | 'started'
  | 'request_stop'
  | 'stopped'
  | 'migrate'
  | 'relocate'
  | 'error';

/** To another node: as it is, or by stopping it first. */
export type Move = 'migrate' | 'relocate';

/** A service as the CRM's status holds it. */
export interface ServiceStatus {
  state: CrmState;
  /** Whose LRM is to do something about it. */
  node: string;
  /** Of migrate and relocate: where it goes. */
  target?: string;
  /** The node that it left because of maintenance, and goes back to. */
  maintenanceNode?: string;
  /** Of this state: results of the LRM say which one they are about. */
  uid: string;
  /** Its start was confirmed. */
  running?: boolean;
  /** Seconds that a stop may take; 0 is a hard one. */
  timeout?: number;
  /** A stop that was asked for and not looked at yet, with its timeout. */
  stop?: number;
  /** A move that was asked for and not looked at yet. */
  move?: { how: Move; target: string };
}

/** HA/Tools.pm: what a resource agent exits with; 255 is one that died. */
export const SUCCESS = 0;
export const ERROR = 1;
export const WRONG_NODE = 3;
export const DIED = 255;

/** What is requested of it, in the words of today (Config.pm read_and_check_resources_config). */
export function requestOf(state: HaRequest): HaRequest {
  return state === 'enabled' ? 'started' : state;
}

/** Whether a service is still to be brought to what is requested of it, on its node. */
export function isUnsettled(
  wanted: HaRequest,
  service: ServiceStatus | undefined,
  isRunning: boolean,
): boolean {
  if (!service) return wanted !== 'ignored';
  if (service.state === 'error') return wanted === 'disabled';
  if (service.move) return true;
  if (service.state === 'started') {
    return wanted !== 'started' || !service.running || !isRunning;
  }
  if (service.state !== 'stopped') return true;
  return wanted === 'started' || wanted === 'ignored' || isRunning;
}

/** HA/Manager.pm compute_new_uuid. */
export function stateUid(state: string, count: number): string {
  return createHash('md5')
    .update(`${state} ${count}`)
    .digest('base64')
    .slice(0, 22);
}

/** HA/Tools.pm get_verbose_service_state. */
export function verboseState(
  request: HaRequest,
  status: ServiceStatus | undefined,
): string {
  const wanted = requestOf(request);
  if (wanted === 'ignored') return 'ignored';
  if (!status) return 'queued';
  const { state } = status;
  if (state === 'stopped') {
    if (wanted === 'started') return 'starting';
    if (wanted === 'disabled') return 'disabled';
  }
  if (state === 'started') {
    if (!status.running) return 'starting';
    if (wanted === 'stopped' || wanted === 'disabled') return 'stopping';
  }
  if (state === 'error' && wanted === 'disabled') return 'clearing error flag';
  return state;
}
