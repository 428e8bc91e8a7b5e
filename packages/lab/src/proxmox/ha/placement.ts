import type { Affinity } from './affinity.ts';
import type { NodeRequests } from './node-requests.ts';
import { selectNode } from './selection.ts';
import type { ServiceStatus } from './services.ts';

/** Where services should be, as things are now. */
export class Placement {
  readonly #services: ReadonlyMap<string, ServiceStatus>;
  readonly #requests: NodeRequests;
  readonly #inputs: { nodes(): string[]; affinity: Affinity };

  constructor(
    services: ReadonlyMap<string, ServiceStatus>,
    requests: NodeRequests,
    inputs: { nodes(): string[]; affinity: Affinity },
  ) {
    this.#services = services;
    this.#requests = requests;
    this.#inputs = inputs;
  }

  /** undefined where no node will do. */
  select(sid: string): string | undefined {
    const { nodes, affinity } = this.#inputs;
    return selectNode({
      sid,
      services: this.#services,
      online: nodes().filter(node => this.#requests.state(node) === 'online'),
      affinity,
    });
  }

  /** A service that would be on another node, and whose node can let it go. */
  isMisplaced(sid: string): boolean {
    const service = this.#services.get(sid);
    if (!service) return false;
    const state = this.#requests.state(service.node);
    if (state !== 'online' && state !== 'maintenance') return false;
    const selected = this.select(sid);
    return selected !== undefined && selected !== service.node;
  }
}
