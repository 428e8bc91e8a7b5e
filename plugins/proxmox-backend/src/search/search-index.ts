import type { SnapshotHead } from '@reverb256/backstage-plugin-infra-common';
import type {
  ProxmoxAddresses,
  ProxmoxInventory,
} from '@reverb256/backstage-plugin-proxmox-common';
import type { GuestSight } from '../guest-sight';
import type { ReadDeps } from '../reads/read-deps';
import { byName, searchable, type SearchableGuest } from './search-guests';

/** A guest that may be found, and where. */
export type Candidate = SearchableGuest & {
  cluster: string;
  clusterTitle: string;
};

/** The guests of a cluster that may be seen, and what was read of it. */
export interface SearchedCluster {
  head: SnapshotHead;
  candidates: Candidate[];
  /** Of how many of them the addresses are known. */
  withAddresses: number;
}

type Visible = Omit<SearchedCluster, 'head'>;

const visibleOf = (candidates: Candidate[]): Visible => ({
  candidates,
  withAddresses: candidates.filter(({ addresses }) => addresses).length,
});

/** What was made ready of a cluster, for as long as it is what was read last. */
interface Ready {
  cluster: string;
  inventory: ProxmoxInventory;
  addresses?: ProxmoxAddresses;
  all: Visible;
  /** By what was decided: the guests that may be seen by it. */
  visible: Map<string, Visible>;
}

/** So many different decisions are remembered of one read. */
const DECISIONS = 32;

/** Has every cluster's guests ready to be searched, so that a key press costs the search alone; asks no cluster. */
export class SearchIndex {
  readonly #store: ReadDeps['store'];
  readonly #ready = new Map<string, Ready>();

  constructor(store: ReadDeps['store']) {
    this.#store = store;
  }

  /** The guests of a cluster that may be seen. */
  async search(cluster: string, sight: GuestSight): Promise<SearchedCluster> {
    const [{ data: inventory, ...head }, { data: addresses }] =
      await Promise.all([
        this.#store.read<ProxmoxInventory>('inventory', cluster),
        this.#store.read<ProxmoxAddresses>('addresses', cluster),
      ]);
    const visible = inventory
      ? this.#visible(this.#prepare(head, inventory, addresses), sight)
      : visibleOf([]);
    return { head, ...visible };
  }

  #visible({ all, visible, cluster }: Ready, sight: GuestSight): Visible {
    if (sight.extent === 'all') return all;
    const known = visible.get(sight.decision);
    if (known) return known;
    const seen = visibleOf(
      all.candidates.filter(({ guest }) =>
        sight.sees({ source: cluster, guest }),
      ),
    );
    if (visible.size >= DECISIONS) visible.clear();
    visible.set(sight.decision, seen);
    return seen;
  }

  #prepare(
    { source, title }: SnapshotHead,
    inventory: ProxmoxInventory,
    addresses: ProxmoxAddresses | undefined,
  ): Ready {
    const known = this.#ready.get(source);
    if (known?.inventory === inventory && known.addresses === addresses) {
      return known;
    }
    const ready: Ready = {
      cluster: source,
      inventory,
      addresses,
      all: visibleOf(
        Object.values(inventory.guests)
          .map(guest => ({
            ...searchable(guest, addresses?.guests[guest.id]?.addresses),
            cluster: source,
            clusterTitle: title,
          }))
          .sort(byName),
      ),
      visible: new Map(),
    };
    this.#ready.set(source, ready);
    return ready;
  }
}
