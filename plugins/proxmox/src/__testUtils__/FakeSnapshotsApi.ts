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

type Results = {
  [K in keyof ProxmoxSnapshots]?: SnapshotsResult<ProxmoxSnapshots[K]>;
};

/** Holds what a test gives it, as if the portal had just answered. */
export class FakeSnapshotsApi implements SnapshotsApi<ProxmoxSnapshots> {
  readonly channel = 'proxmox:changed';
  readonly #listeners = new Set<() => void>();
  #results: Results = {};
  #given?: Given;
  #portal: Pick<SnapshotsResult<unknown>, 'problem' | 'answeredAt'> = {};

  /** @param given - undefined while the portal has not answered */
  constructor(given?: Given, problem?: PortalProblem) {
    this.give(given, problem);
  }

  give(given?: Given, problem?: PortalProblem): void {
    this.#results = {};
    this.#given = given;
    this.#portal = { problem, answeredAt: given && new Date() };
    this.#listeners.forEach(listener => listener());
  }

  read<K extends keyof ProxmoxSnapshots>(
    kind: K,
  ): SnapshotsResult<ProxmoxSnapshots[K]> {
    this.#results[kind] ??= this.#resultOf(kind) as never;
    return this.#results[kind]!;
  }

  #resultOf<K extends keyof ProxmoxSnapshots>(
    kind: K,
  ): SnapshotsResult<ProxmoxSnapshots[K]> {
    const snapshots: Snapshot<ProxmoxSnapshots[K]>[] =
      this.#given?.[kind] ?? [];
    return {
      ...this.#portal,
      sources:
        this.#given &&
        snapshots.map(snapshot => ({ snapshot, isLoading: false })),
    };
  }

  subscribe(_kind: keyof ProxmoxSnapshots, listener: () => void): () => void {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  }

  refresh(): void {}
}
