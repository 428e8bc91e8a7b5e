import {
  SourceFailure,
  type CollectedGap,
} from '@reverb256/backstage-plugin-infra-node';
import type {
  ProxmoxAddresses,
  ProxmoxGuest,
} from '@reverb256/backstage-plugin-proxmox-common';
import type {
  EffectivePermissions,
  ProxmoxDetails,
} from '@reverb256/backstage-plugin-proxmox-node';
import {
  bareAddresses,
  fromAgent,
  fromContainer,
  staticAddresses,
} from '../details/addresses';
import { toGuestConfig } from '../details/guest-config';
import { agentRefusal } from '../details/guest-inside';
import { mayAskAgent } from './agent-privileges';

type Addresses = ProxmoxAddresses['guests'][string];

/** So long one guest may take, in seconds: an agent that hangs must not cost the turn. */
const TIMEOUT_SECONDS = 5;

/** What is no guest's own fault, and will be said of the next one too. */
const NOT_BY_A_GUEST = new Set(['unreachable', 'untrusted', 'unauthorized']);

/** So many guests of a node may take that long in one turn: of more it is the node that is slow. */
const SLOW_GUESTS = 2;

/** That some agents are not asked; none is named, since whoever reads this may not see every guest. */
const askingNoAgent = () => {
  const missing = ['VM.GuestAgent.Audit (VM.Monitor on Proxmox VE 8) on /vms'];
  return new SourceFailure(
    'forbidden',
    `The token may not ask the guest agents of some virtual machines: it lacks ${missing}. Of these only the addresses in their configuration are known.`,
    { missing },
  );
};

/** That a node tells nothing in time. */
const slowNode = (node: string) =>
  new SourceFailure(
    'timeout',
    `Node ${node} did not tell the addresses of several guests within ${TIMEOUT_SECONDS} s each. It is asked again at the next turn.`,
  );

/** One turn of asking guests for their addresses: what it may cost, and what it learned of those that do not answer. */
export class AddressTurn {
  readonly #details: ProxmoxDetails;
  readonly #now: Date;
  readonly #signal: AbortSignal;
  readonly #nodes = new Map<string, SourceFailure>();
  /** By node, how many of its guests took too long. */
  readonly #slow = new Map<string, number>();
  readonly #permissions?: EffectivePermissions;
  #requests: number;
  #isAgentDenied = false;

  constructor(
    details: ProxmoxDetails,
    limits: {
      requests: number;
      now: Date;
      signal: AbortSignal;
      /** What the token may do; absent where that is not known, and each agent tells for itself. */
      permissions?: EffectivePermissions;
    },
  ) {
    this.#details = details;
    this.#requests = limits.requests;
    this.#now = limits.now;
    this.#signal = limits.signal;
    this.#permissions = limits.permissions;
  }

  get isOver(): boolean {
    return this.#requests <= 0 || this.#signal.aborted;
  }

  /** Whether a node did not answer in this turn, so that its guests could not be asked. */
  isAway(node: string): boolean {
    return this.#nodes.has(node);
  }

  /** What could not be asked in this turn, by node, and once for all agents. No guest is named. */
  gaps(): CollectedGap[] {
    const gaps = [...this.#nodes].map(([node, failure]) => ({
      path: `nodes/${node}`,
      failure,
    }));
    if (this.#isAgentDenied) {
      gaps.push({ path: 'agents', failure: askingNoAgent() });
    }
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
    if (this.#permissions && !mayAskAgent(this.#permissions, guest.vmid)) {
      this.#isAgentDenied = true;
      return undefined;
    }
    try {
      const answer = await this.#request(signal =>
        this.#details.agentInterfaces(guest, { signal }),
      );
      return this.#found('agent', bareAddresses(fromAgent(answer)));
    } catch (error) {
      const failure = SourceFailure.from(error);
      if (failure.kind === 'forbidden') this.#isAgentDenied = true;
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

  /** A guest that fails costs itself; a node that cannot be reached, or is slow with several, costs its guests this turn. */
  #blame({ node }: ProxmoxGuest, error: unknown): void {
    if (this.#signal.aborted) return;
    const isOurTimeout =
      error instanceof DOMException && error.name === 'TimeoutError';
    const failure = SourceFailure.from(error);
    if (NOT_BY_A_GUEST.has(failure.kind)) this.#nodes.set(node, failure);
    if (!isOurTimeout && failure.kind !== 'timeout') return;
    const slow = (this.#slow.get(node) ?? 0) + 1;
    this.#slow.set(node, slow);
    if (slow > SLOW_GUESTS) this.#nodes.set(node, slowNode(node));
  }
}
