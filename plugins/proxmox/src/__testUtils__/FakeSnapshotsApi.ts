import type { Snapshot } from '@reverb256/backstage-plugin-infra-common';
import type {
  PortalProblem,
  SnapshotsApi,
  SnapshotsResult,
} from '@reverb256/backstage-plugin-infra-react';
import type { ProxmoxSnapshots } from '@reverb256/backstage-plugin-proxmox-common';

type Given = {
  [K in keyof ProxmoxSnapshots]?: Snapshot<ProxmoxSnapshots[K]>[];
};

/** Holds what a test gives it, as if the portal had just answered. */
export class FakeSnapshotsApi implements SnapshotsApi<ProxmoxSnapshots> {
  readonly channel = 'proxmox:changed';
  readonly #listeners = new Set<() => void>();
  #results: {
    [K in keyof ProxmoxSnapshots]?: SnapshotsResult<ProxmoxSnapshots[K]>;
  } = {};

  /** @param given - undefined while the portal has not answered */
  constructor(given?: Given, problem?: PortalProblem) {
    this.give(given, problem);
  }

  give(given?: Given, problem?: PortalProblem): void {
    const answeredAt = given && new Date();
    this.#results = {
      inventory: {
        problem,
        answeredAt,
        sources:
          given &&
          (given.inventory ?? []).map(s => ({ snapshot: s, isLoading: false })),
      },
      versions: {
        problem,
        answeredAt,
        sources:
          given &&
          (given.versions ?? []).map(s => ({ snapshot: s, isLoading: false })),
      },
    };
    this.#listeners.forEach(listener => listener());
  }

  read<K extends keyof ProxmoxSnapshots>(
    kind: K,
  ): SnapshotsResult<ProxmoxSnapshots[K]> {
    return this.#results[kind]!;
  }

  subscribe(_kind: keyof ProxmoxSnapshots, listener: () => void): () => void {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  }

  refresh(): void {}
}
