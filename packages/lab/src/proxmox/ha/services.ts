import type { HaRequest } from '../model.ts';

/** The states of pve-ha-manager HA/Manager.pm that the lab has: it does not move, fence or recover services. */
export type CrmState =
  | 'request_start'
  | 'started'
  | 'request_stop'
  | 'stopped'
  | 'error';

/** A service as the CRM's status holds it. */
export interface ServiceStatus {
  state: CrmState;
  /** Of this state: results of the LRM say which one they are about. */
  uid: string;
  /** Its start was confirmed. */
  running?: boolean;
  /** Seconds that a stop may take; 0 is a hard one. */
  timeout?: number;
  /** A stop that was asked for and not looked at yet, with its timeout. */
  stop?: number;
}

/** HA/Tools.pm: what a resource agent exits with; 255 is one that died. */
export const SUCCESS = 0;
export const ERROR = 1;
export const DIED = 255;

/** What is requested of it, in the words of today (Config.pm read_and_check_resources_config). */
export function requestOf(state: HaRequest): HaRequest {
  return state === 'enabled' ? 'started' : state;
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
