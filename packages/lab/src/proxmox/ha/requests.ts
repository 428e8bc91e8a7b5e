import { died } from '../errors.ts';
import type { HaResource } from '../model.ts';
import type { Crm } from './crm.ts';
import type { Motion, ResourceChange } from './parts.ts';
import type { Move } from './services.ts';

interface RequestParts {
  crm: Crm;
  isQuorate(): boolean;
  resource(sid: string): HaResource | undefined;
  isManaged(vmid: number): boolean;
  motionOf(sid: string): Motion;
  wake(): void;
}

/** What is asked of the HA stack through the API, or by `ha-manager` on a node. */
export class HaRequests {
  readonly #parts: RequestParts;

  constructor(parts: RequestParts) {
    this.#parts = parts;
  }

  #checkDomain(errorPrefix = ''): void {
    if (!this.#parts.isQuorate()) {
      throw died(`${errorPrefix}cfs-lock 'domain-ha' error: no quorum!`);
    }
  }

  /** API2/HA/Resources.pm check_service_state. */
  #checkState(sid: string, wanted?: string): void {
    if (this.#parts.crm.services.get(sid)?.state !== 'error') return;
    if (wanted === 'disabled') return;
    throw died(
      `service '${sid}' in error state, must be disabled and fixed first`,
    );
  }

  /** PUT /cluster/ha/resources/{sid}, and `ha-manager set`; `check` is done under the lock. */
  set(sid: string, change: ResourceChange, check?: () => void): void {
    const resource = this.#parts.resource(sid);
    if (resource?.state !== 'ignored') this.#checkState(sid, change.state);
    this.#checkDomain('update resources config failed: ');
    check?.();
    if (!resource) {
      throw died(`update resources config failed: no such resource '${sid}'`);
    }
    Object.assign(resource, change);
    this.#parts.wake();
  }

  /** `ha-manager crm-command stop`: the CRM looks at it in its next round. */
  stop(sid: string, timeout: number): void {
    if (!this.#parts.isManaged(this.#parts.resource(sid)?.vmid ?? 0)) {
      throw died(`resource '${sid}' is not HA managed`);
    }
    this.#checkState(sid);
    this.#checkDomain();
    this.#parts.crm.queue({ sid, stop: timeout });
    this.#parts.wake();
  }

  /** `ha-manager migrate` and `relocate`: what goes with it, and what keeps it from there. */
  move(sid: string, how: Move, target: string): Motion {
    if (!this.#parts.isManaged(this.#parts.resource(sid)?.vmid ?? 0)) {
      throw died(`resource '${sid}' is not HA managed`);
    }
    this.#checkState(sid);
    this.#checkDomain();
    this.#parts.crm.queue({ sid, move: { how, target } });
    this.#parts.wake();
    return this.#parts.motionOf(sid);
  }

  /** `ha-manager crm-command node-maintenance enable` or `disable`, typed on a node. */
  maintenance(node: string, enabled: boolean): void {
    this.#checkDomain();
    this.#parts.crm.nodes.queue(node, enabled);
    this.#parts.wake();
  }

  /** For tests: as after a stop or a start that failed. */
  breakService(sid: string): void {
    if (!this.#parts.crm.services.has(sid))
      throw new Error(`There is no ${sid}`);
    this.#parts.crm.change(sid, 'error');
  }
}
