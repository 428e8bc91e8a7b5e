import type {
  ProxmoxInventory,
  StorageContent,
} from '@reverb256/backstage-plugin-proxmox-common';

type Volume = StorageContent['volumes'][number];

/** Proxmox's words for what is on a storage, as people say them. */
const kinds: Readonly<Record<string, string>> = {
  images: 'Disks of VMs',
  rootdir: 'Disks of containers',
  iso: 'ISO images',
  vztmpl: 'Container templates',
  backup: 'Backups',
  snippets: 'Snippets',
  import: 'Images to import',
};

/** What a kind of content is called; Proxmox's own word for one that nobody has put into words. */
export const kindTitle = (kind: string): string =>
  Object.hasOwn(kinds, kind) ? kinds[kind] : kind;

/** How much there is of one kind of content. */
export interface KindSum {
  kind: string;
  count: number;
  /** Of those whose size is told. */
  bytes: number;
}

/** What is on a storage by its kind, the largest first. */
export function sumKinds(volumes: readonly Volume[]): KindSum[] {
  const sums = new Map<string, KindSum>();
  for (const { content: kind, sizeBytes = 0 } of volumes) {
    const sum = sums.get(kind) ?? { kind, count: 0, bytes: 0 };
    sums.set(kind, {
      kind,
      count: sum.count + 1,
      bytes: sum.bytes + sizeBytes,
    });
  }
  return [...sums.values()].sort(
    (a, b) => b.bytes - a.bytes || a.kind.localeCompare(b.kind),
  );
}

/** A guest with disks on a storage. */
export interface SeatedGuest {
  vmid: string;
  /** Undefined for one that is not there any more, or may not be seen. */
  guest?: ProxmoxInventory['guests'][string];
  disks: number;
  bytes: number;
}

/** The guests that have disks among the volumes, the largest first. Backups of a guest do not make it sit there. */
export function seatedGuests(
  volumes: readonly Volume[],
  inventory: ProxmoxInventory,
): SeatedGuest[] {
  const guests = new Map(
    Object.values(inventory.guests).map(guest => [guest.vmid, guest]),
  );
  const seats = new Map<string, SeatedGuest>();
  for (const { content, vmid, sizeBytes = 0 } of volumes) {
    if (vmid === undefined || (content !== 'images' && content !== 'rootdir')) {
      continue;
    }
    const seat = seats.get(vmid) ?? { vmid, disks: 0, bytes: 0 };
    seats.set(vmid, {
      vmid,
      guest: guests.get(vmid),
      disks: seat.disks + 1,
      bytes: seat.bytes + sizeBytes,
    });
  }
  return [...seats.values()].sort(
    (a, b) => b.bytes - a.bytes || Number(a.vmid) - Number(b.vmid),
  );
}
