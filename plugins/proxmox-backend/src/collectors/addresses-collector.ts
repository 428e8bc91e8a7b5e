import type {
  Collector,
  SnapshotStore,
} from '@reverb256/backstage-plugin-infra-node';
import type {
  ProxmoxAddresses,
  ProxmoxGuest,
  ProxmoxInventory,
} from '@reverb256/backstage-plugin-proxmox-common';
import type { ProxmoxClients } from '@reverb256/backstage-plugin-proxmox-node';
import { AddressTurn } from './address-turn';
import { dueGuests } from './due-guests';
import { part } from './part';

/** So many requests are made in one turn of thirty seconds: one a second, however many guests there are. */
const REQUESTS_PER_TURN = 30;

/** So many guests are asked at the same time. */
const AT_ONCE = 3;

/** A guest that could not be asked is left alone for so long, so that it does not cost others their turn. */
const LEFT_ALONE_MS = 600_000;

/** Sweeps the guests of a cluster for their addresses with a fixed budget of requests. */
export class AddressesCollector implements Collector<ProxmoxAddresses> {
  readonly kind = 'addresses';
  readonly #clients: ProxmoxClients;
  readonly #store: Pick<SnapshotStore, 'read'>;
  /** By cluster and guest, until when it is left alone. */
  readonly #leftAlone = new Map<string, number>();

  constructor(clients: ProxmoxClients, store: Pick<SnapshotStore, 'read'>) {
    this.#clients = clients;
    this.#store = store;
  }

  collect: Collector<ProxmoxAddresses>['collect'] = async input => {
    const { source, previous, now, signal } = input;
    const { data: inventory } = await this.#store.read<ProxmoxInventory>(
      'inventory',
      source,
    );
    const before = previous.data?.guests ?? {};
    if (!inventory) return { data: { guests: before }, gaps: [] };
    const due = dueGuests(inventory, before, now).filter(
      ({ id }) =>
        (this.#leftAlone.get(`${source}/${id}`) ?? 0) <= now.getTime(),
    );
    const client = this.#clients.get(source);
    const { value: permissions } =
      due.length > 0
        ? await part(client.accessPermissions({ signal }), 'agents')
        : {};
    const turn = new AddressTurn(client.details, {
      requests: REQUESTS_PER_TURN - 1,
      now,
      signal,
      permissions,
    });
    const read = await this.#askAll(source, turn, due, input);
    const guests = Object.entries({ ...before, ...read })
      .filter(([id]) => Object.hasOwn(inventory.guests, id))
      .sort(([a], [b]) => (a < b ? -1 : 1));
    return { data: { guests: Object.fromEntries(guests) }, gaps: turn.gaps() };
  };

  /** Asks one guest after the other, a few at a time, for as long as the turn lasts. */
  async #askAll(
    source: string,
    turn: AddressTurn,
    due: readonly ProxmoxGuest[],
    { now, signal }: { now: Date; signal: AbortSignal },
  ): Promise<ProxmoxAddresses['guests']> {
    const read: ProxmoxAddresses['guests'] = {};
    const line = [...due];
    const work = async () => {
      while (!turn.isOver) {
        const guest = line.shift();
        if (!guest) return;
        const key = `${source}/${guest.id}`;
        const addresses = await turn.ask(guest);
        if (addresses) {
          read[guest.id] = addresses;
          this.#leftAlone.delete(key);
        } else if (!signal.aborted && !turn.isAway(guest.node)) {
          this.#leftAlone.set(key, now.getTime() + LEFT_ALONE_MS);
        }
      }
    };
    await Promise.all(Array.from({ length: AT_ONCE }, work));
    return read;
  }
}
