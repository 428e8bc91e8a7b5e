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

/** What was made ready of a cluster, for as long as it is what was read last. */
interface Ready {
  inventory: ProxmoxInventory;
  addresses?: ProxmoxAddresses;
  all: Candidate[];
  /** By what was decided: the guests that may be seen by it. */
  visible: Map<string, Candidate[]>;
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
  async candidates(cluster: string, sight: GuestSight): Promise<Candidate[]> {
    const ready = await this.#load(cluster);
    if (!ready || sight.extent === 'all') return ready?.all ?? [];
    const known = ready.visible.get(sight.decision);
    if (known) return known;
    const visible = ready.all.filter(({ guest }) =>
      sight.sees({ source: cluster, guest }),
    );
    if (ready.visible.size >= DECISIONS) ready.visible.clear();
    ready.visible.set(sight.decision, visible);
    return visible;
  }

  async #load(cluster: string): Promise<Ready | undefined> {
    const [{ data: inventory, title }, { data: addresses }] = await Promise.all(
      [
        this.#store.read<ProxmoxInventory>('inventory', cluster),
        this.#store.read<ProxmoxAddresses>('addresses', cluster),
      ],
    );
    if (!inventory) return undefined;
    const known = this.#ready.get(cluster);
    if (known?.inventory === inventory && known.addresses === addresses) {
      return known;
    }
    const ready = {
      inventory,
      addresses,
      all: Object.values(inventory.guests)
        .map(guest => ({
          ...searchable(guest, addresses?.guests[guest.id]?.addresses),
          cluster,
          clusterTitle: title,
        }))
        .sort(byName),
      visible: new Map<string, Candidate[]>(),
    };
    this.#ready.set(cluster, ready);
    return ready;
  }
}
