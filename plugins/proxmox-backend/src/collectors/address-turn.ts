import {
  SourceFailure,
  type CollectedGap,
} from '@reverb256/backstage-plugin-infra-node';
import type {
  ProxmoxAddresses,
  ProxmoxGuest,
} from '@reverb256/backstage-plugin-proxmox-common';
import type { ProxmoxDetails } from '@reverb256/backstage-plugin-proxmox-node';
import {
  bareAddresses,
  fromAgent,
  fromContainer,
  staticAddresses,
} from '../details/addresses';
import { toGuestConfig } from '../details/guest-config';
import { agentRefusal } from '../details/guest-inside';

type Addresses = ProxmoxAddresses['guests'][string];

/** So long one guest may take, in seconds: an agent that hangs must not cost the turn. */
const TIMEOUT_SECONDS = 5;

/** What one guest's refusal says of all: which one was asked first is chance. */
function askingNoAgent({ missing = [] }: SourceFailure): SourceFailure {
  const everywhere = missing.map(each =>
    each.replace(/ on \/vms\/\d+$/, ' on /vms'),
  );
  return new SourceFailure(
    'forbidden',
    `The token may not ask guest agents${
      everywhere.length ? `: it lacks ${everywhere.join(', ')}` : ''
    }. Of virtual machines only the addresses in their configuration are known.`,
    { missing: everywhere },
  );
}

/** One turn of asking guests for their addresses: what it may cost, and what it learned of those that do not answer. */
export class AddressTurn {
  readonly #details: ProxmoxDetails;
  readonly #now: Date;
  readonly #signal: AbortSignal;
  readonly #nodes = new Map<string, SourceFailure>();
  #requests: number;
  /** Of one agent the token is told that it may ask none: without the privilege there is no use in asking others. */
  #agents?: SourceFailure;

  constructor(
    details: ProxmoxDetails,
    limits: { requests: number; now: Date; signal: AbortSignal },
  ) {
    this.#details = details;
    this.#requests = limits.requests;
    this.#now = limits.now;
    this.#signal = limits.signal;
  }

  get isOver(): boolean {
    return this.#requests <= 0 || this.#signal.aborted;
  }

  /** Whether a node did not answer in this turn, so that its guests could not be asked. */
  isAway(node: string): boolean {
    return this.#nodes.has(node);
  }

  /** What could not be asked in this turn, by node, and once for all agents. */
  gaps(): CollectedGap[] {
    const gaps = [...this.#nodes].map(([node, failure]) => ({
      path: `nodes/${node}`,
      failure,
    }));
    if (this.#agents) gaps.push({ path: 'agents', failure: this.#agents });
    return gaps.sort((a, b) => (a.path < b.path ? -1 : 1));
  }

  /** Asks who can tell the most; undefined where nobody can tell now, and what was known stays. */
  async ask(guest: ProxmoxGuest): Promise<Addresses | undefined> {
    if (this.#nodes.has(guest.node)) return undefined;
    try {
      const inside = await this.#inside(guest);
      if (inside) return inside;
      const rows = await this.#request(signal =>
        this.#details.guestPending(guest, { signal }),
      );
      const config = toGuestConfig(guest.type, rows);
      return this.#found('configuration', staticAddresses(config));
    } catch (error) {
      this.#blame(guest, error);
      return undefined;
    }
  }

  /** What the agent or the node tells of a guest that runs; undefined where they cannot. */
  async #inside(guest: ProxmoxGuest): Promise<Addresses | undefined> {
    if (guest.status !== 'running') return undefined;
    if (guest.type === 'lxc') {
      const rows = await this.#request(signal =>
        this.#details.containerInterfaces(guest, { signal }),
      );
      return this.#found('container', bareAddresses(fromContainer(rows)));
    }
    if (this.#agents) return undefined;
    try {
      const answer = await this.#request(signal =>
        this.#details.agentInterfaces(guest, { signal }),
      );
      return this.#found('agent', bareAddresses(fromAgent(answer)));
    } catch (error) {
      const failure = SourceFailure.from(error);
      if (failure.kind === 'forbidden') this.#agents = askingNoAgent(failure);
      else if (failure.kind !== 'rejected' || !agentRefusal(failure.message)) {
        throw error;
      }
      return undefined;
    }
  }

  #found(from: Addresses['from'], addresses: readonly string[]): Addresses {
    return {
      from,
      addresses: [...addresses].sort(),
      readAt: this.#now.toISOString(),
    };
  }

  #request<T>(make: (signal: AbortSignal) => Promise<T>): Promise<T> {
    this.#requests -= 1;
    return make(
      AbortSignal.any([
        this.#signal,
        AbortSignal.timeout(TIMEOUT_SECONDS * 1000),
      ]),
    );
  }

  /** A guest that fails costs itself; a node that cannot be reached, or the end of the time, costs its guests this turn. */
  #blame(guest: ProxmoxGuest, error: unknown): void {
    if (this.#signal.aborted) return;
    const failure =
      error instanceof DOMException && error.name === 'TimeoutError'
        ? new SourceFailure(
            'timeout',
            `Node ${guest.node} did not tell the addresses of ${guest.id} within ${TIMEOUT_SECONDS} s. It is asked again at the next turn.`,
          )
        : SourceFailure.from(error);
    if (failure.kind !== 'rejected') this.#nodes.set(guest.node, failure);
  }
}
