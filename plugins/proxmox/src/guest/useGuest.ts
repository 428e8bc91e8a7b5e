import type { SourceSnapshot } from '@reverb256/backstage-plugin-infra-react';
import type { ProxmoxInventory } from '@reverb256/backstage-plugin-proxmox-common';
import { useMemo } from 'react';
import { useProxmoxSnapshots } from '../api';
import { guestRows, type GuestRow } from '../guests/guestRows';

/** Which guest is meant. */
export interface GuestRef {
  /** The name of the source. */
  cluster: string;
  /** `qemu/100` */
  guest: string;
}

/** What is known of a guest from the inventory of its cluster. */
export type FoundGuest =
  | { state: 'loading' }
  /** The portal does not know the cluster. */
  | { state: 'no-cluster' }
  | {
      state: 'not-there';
      source: SourceSnapshot<ProxmoxInventory>;
      /** Whether it may be among guests that could not be read. */
      isUnknown: boolean;
    }
  | {
      state: 'found';
      source: SourceSnapshot<ProxmoxInventory>;
      row: GuestRow;
      inventory: ProxmoxInventory;
    };

/** A guest as the inventory has it, kept up to date. */
export function useGuest({ cluster, guest }: GuestRef): FoundGuest {
  const { sources, answeredAt, problem } = useProxmoxSnapshots('inventory');
  return useMemo(() => {
    if (!sources || !answeredAt) return { state: 'loading' };
    const source = sources.find(each => each.snapshot.source === cluster);
    if (!source) return { state: 'no-cluster' };
    const { data, gaps } = source.snapshot;
    if (!data && source.isLoading) return { state: 'loading' };
    const row = guestRows([source], answeredAt, problem).find(
      each => each.guest.id === guest,
    );
    if (data && row) return { state: 'found', source, row, inventory: data };
    const isUnknown = !data || gaps.some(gap => gap.path === 'guests');
    return { state: 'not-there', source, isUnknown };
  }, [answeredAt, cluster, guest, problem, sources]);
}
