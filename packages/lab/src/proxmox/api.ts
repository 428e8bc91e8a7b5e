import { setTimeout as delay } from 'node:timers/promises';
import { findEndpoint, type Endpoint, type Pve } from '../contract.ts';
import { verifyParameters } from '../parameters.ts';
import type { Caller } from './auth.ts';
import {
  PreparedBody,
  WithTotal,
  type Routes,
  type Services,
} from './context.ts';
import { ApiError, died, parameterError, permissionError } from './errors.ts';
import type { FaultTable } from './faults.ts';
import { asAnsweredBy, hasMethod } from './older-answer.ts';
import { checkPermissions } from './permission-check.ts';
import { accessRoutes } from './routes/access.ts';
import { clusterRoutes } from './routes/cluster.ts';
import { clusterConfigRoutes } from './routes/cluster-config.ts';
import { configChangeRoutes } from './routes/config-change.ts';
import { datacenterRoutes } from './routes/datacenter.ts';
import { guestConfigRoutes } from './routes/guest-config.ts';
import { guestRoutes } from './routes/guests.ts';
import { haGroupRoutes } from './routes/ha-groups.ts';
import { haStatusRoutes } from './routes/ha-status.ts';
import { haRoutes } from './routes/ha.ts';
import { hostRoutes } from './routes/hosts.ts';
import { migrateRoutes } from './routes/migrate.ts';
import { nodeRoutes } from './routes/nodes.ts';
import { powerRoutes } from './routes/power.ts';
import { replicationRoutes } from './routes/replication.ts';
import { snapshotRoutes } from './routes/snapshots.ts';
import { storageRoutes } from './routes/storages.ts';
import { taskRoutes } from './routes/tasks.ts';

const ROUTES: Routes = {
  ...accessRoutes,
  ...clusterRoutes,
  ...clusterConfigRoutes,
  ...datacenterRoutes,
  ...nodeRoutes,
  ...hostRoutes,
  ...replicationRoutes,
  ...storageRoutes,
  ...guestRoutes,
  ...guestConfigRoutes,
  ...haRoutes,
  ...haStatusRoutes,
  ...haGroupRoutes,
  ...powerRoutes,
  ...migrateRoutes,
  ...snapshotRoutes,
  ...configChangeRoutes,
  ...taskRoutes,
};

/** What a real node waits before it gives a silent one up; the lab is quicker. */
export interface ProxyTimes {
  /** Until a dead node counts as unreachable (ARP on a LAN: about 3 s; 30 s at most). */
  unreachableMs: number;
  /** Until an answer that does not come is given up (30 s in AnyEvent.pm proxy_request). */
  timeoutMs: number;
}

/** A failure to reach another node: it has no body. */
export class ProxyError extends Error {
  readonly status: number;

  constructor(status: number, reason: string) {
    super(reason);
    this.status = status;
  }
}

export interface ApiCall {
  method: string;
  path: string;
  parameters: Record<string, unknown>;
  caller: Caller;
}

/** The methods, as pve-manager HTTPServer.pm rest_handler calls them. */
export class Api {
  private readonly services: Services;
  private readonly faults: FaultTable;
  readonly proxyTimes: ProxyTimes = { unreachableMs: 1000, timeoutMs: 3000 };

  constructor(services: Services, faults: FaultTable) {
    this.services = services;
    this.faults = faults;
    const unserved = Object.keys(ROUTES).filter(
      name => !hasMethod('8', name) && !hasMethod('9', name),
    );
    if (unserved.length > 0) {
      throw new Error(`Not in the contract: ${unserved.join(', ')}`);
    }
  }

  /** The order is the real one: whether it exists, permissions, the other node, parameters. */
  async call(node: string, call: ApiCall): Promise<unknown> {
    const { method, path, caller } = call;
    const { pve } = this.services.cluster.generation;
    const found = findEndpoint(method, path, pve);
    const handler =
      found && ROUTES[`${found.endpoint.method} ${found.endpoint.path}`];
    if (!found || !handler) {
      throw new ApiError(501, `Method '${method} ${path}' not implemented`);
    }
    const { endpoint, values } = found;
    const parameters: Record<string, unknown> = { ...values };
    for (const [name, value] of Object.entries(call.parameters)) {
      if (name in values && values[name] !== value) {
        throw parameterError({
          [name]:
            'duplicate parameter (already defined in URI) with conflicting values!',
        });
      }
      parameters[name] = value;
    }
    if (caller.byToken && !endpoint.allowToken) {
      throw permissionError(
        `URI '${path}' not available with API token, need proper ticket.\n`,
      );
    }
    const { cluster, users } = this.services;
    cluster.settle();
    checkPermissions(
      endpoint.permissions,
      users.acl,
      caller.userid,
      parameters,
    );
    let local = node;
    const target = endpoint.proxyTo && String(parameters[endpoint.proxyTo]);
    if (target && target !== 'localhost' && target !== node) {
      await this.forward(target, method, path);
      local = target;
      cluster.settle();
    }
    const errors = verifyParameters(endpoint.parameters, parameters);
    if (Object.keys(errors).length > 0) throw parameterError(errors);
    const data = handler({
      ...this.services,
      local,
      userid: caller.userid ?? '',
      parameters: parameters as Record<string, string>,
    });
    if (local !== node) this.returnFrom(local, method, path);
    return this.asOf(pve, found.endpoint, data);
  }

  private asOf(pve: Pve, { method, path }: Endpoint, data: unknown): unknown {
    if (pve === '9' || data instanceof PreparedBody) return data;
    const answer = asAnsweredBy(pve, method, path);
    return data instanceof WithTotal
      ? new WithTotal(answer(data.data), data.total)
      : answer(data);
  }

  /** The way back from the other node: an answer may be lost on it. */
  private returnFrom(target: string, method: string, path: string): void {
    if (this.faults.find(target, method, path)?.mode === 'lost-answer') {
      throw new ProxyError(596, 'Connection reset by peer');
    }
  }

  /** Stands for the connection to the other node: it fails as that would. */
  private async forward(
    target: string,
    method: string,
    path: string,
  ): Promise<void> {
    const { cluster } = this.services;
    if (!cluster.node(target)) {
      throw died(
        `hostname lookup '${target}' failed - failed to get address info for: ${target}: Name or service not known`,
      );
    }
    if (!cluster.isOnline(target)) {
      await delay(this.proxyTimes.unreachableMs);
      throw new ProxyError(595, 'No route to host');
    }
    const fault = this.faults.find(target, method, path);
    const wait = Math.min(fault?.delayMs ?? 0, this.proxyTimes.timeoutMs);
    if (wait > 0) await delay(wait);
    const tooSlow = (fault?.delayMs ?? 0) >= this.proxyTimes.timeoutMs;
    if (fault?.mode === 'hang' || (fault && tooSlow)) {
      if (!tooSlow) await delay(this.proxyTimes.timeoutMs);
      throw new ProxyError(596, 'Connection timed out');
    }
    if (fault?.mode === 'reset' || fault?.mode === 'lost-request') {
      throw new ProxyError(596, 'Connection reset by peer');
    }
    if (fault?.mode === 'status' && fault.status) {
      throw new ProxyError(fault.status, fault.reason ?? '');
    }
  }
}

/** The JSON of an answer (pve-http-server Formatter/Standard.pm). */
export function successBody(data: unknown): PreparedBody {
  if (data instanceof PreparedBody) return data;
  if (data instanceof WithTotal) {
    return new PreparedBody(
      Buffer.from(JSON.stringify({ data: data.data, total: data.total })),
    );
  }
  return new PreparedBody(Buffer.from(JSON.stringify({ data })));
}

export function errorBody(error: ApiError): PreparedBody {
  return new PreparedBody(
    Buffer.from(
      JSON.stringify({
        data: null,
        ...(error.errors && { errors: error.errors }),
        message: error.message,
      }),
    ),
  );
}
