import type {
  ProxmoxAddresses,
  ProxmoxGuest,
  ProxmoxInventory,
} from '@reverb256/backstage-plugin-proxmox-common';

/** What runs may be given another address at any time; what does not is only configured anew. */
const REFRESH_SECONDS = { running: 600, stopped: 3600 };

/**
 * The guests whose addresses are to be asked for now, the most urgent first: those never asked, of these the running ones,
 * then the longest ago. None whose node is away, and no template. Pure.
 */
export function dueGuests(
  { guests, nodes }: ProxmoxInventory,
  known: ProxmoxAddresses['guests'],
  now: Date,
): ProxmoxGuest[] {
  const readAt = (guest: ProxmoxGuest) =>
    Date.parse(known[guest.id]?.readAt ?? '') || 0;
  const isRunning = (guest: ProxmoxGuest) => guest.status === 'running';
  return Object.values(guests)
    .filter(
      guest =>
        !guest.template &&
        nodes[guest.node]?.status === 'online' &&
        now.getTime() - readAt(guest) >=
          REFRESH_SECONDS[isRunning(guest) ? 'running' : 'stopped'] * 1000,
    )
    .sort(
      (a, b) =>
        readAt(a) - readAt(b) || Number(isRunning(b)) - Number(isRunning(a)),
    );
}
