import type { HaNodeStatus } from './parts.ts';

interface NodeInputs {
  nodes(): string[];
  isOnline(node: string): boolean;
  /** What a node's LRM says that it is in. */
  lrmMode(node: string): 'active' | 'maintenance';
}

/** What was asked of nodes, and the states that the master gives them (pve-ha-manager HA/NodeStatus.pm). */
export class NodeRequests {
  readonly #inputs: NodeInputs;
  #commands: { node: string; maintenance: boolean }[] = [];
  readonly #requested = new Set<string>();
  readonly #maintained = new Set<string>();

  constructor(inputs: NodeInputs) {
    this.#inputs = inputs;
  }

  reset(): void {
    this.#commands = [];
    this.#requested.clear();
    this.#maintained.clear();
  }

  /** `ha-manager crm-command node-maintenance`: looked at in the next round. */
  queue(node: string, maintenance: boolean): void {
    this.#commands.push({ node, maintenance });
  }

  /** Whether maintenance was asked for, which the node's LRM follows. */
  isRequested(node: string): boolean {
    return this.#requested.has(node);
  }

  /** A node that goes away is unknown at once; one in maintenance stays that. */
  state(node: string): HaNodeStatus {
    if (this.#maintained.has(node)) return 'maintenance';
    return this.#inputs.isOnline(node) ? 'online' : 'unknown';
  }

  /** The LRM and the master have not yet done what was asked. */
  isBusy(): boolean {
    const { nodes, isOnline, lrmMode } = this.#inputs;
    if (this.#commands.length > 0) return true;
    return nodes()
      .filter(isOnline)
      .some(node => {
        const isMaintained = lrmMode(node) === 'maintenance';
        return (
          this.#requested.has(node) !== isMaintained ||
          this.#maintained.has(node) !== isMaintained
        );
      });
  }

  /** NodeStatus.pm update, and the commands; true where a state has changed. */
  refresh(): boolean {
    const { nodes, lrmMode } = this.#inputs;
    const before = [...this.#maintained].join();
    for (const node of nodes()) {
      if (lrmMode(node) === 'maintenance') this.#maintained.add(node);
      else this.#maintained.delete(node);
    }
    for (const { node, maintenance } of this.#commands) {
      if (!maintenance) this.#requested.delete(node);
      else if (this.state(node) === 'online') this.#requested.add(node);
    }
    this.#commands = [];
    return [...this.#maintained].join() !== before;
  }
}
