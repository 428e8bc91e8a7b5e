import { useRouteRef } from '@backstage/frontend-plugin-api';
import { Link } from '@backstage/ui';
import type { ProxmoxGuest } from '@reverb256/backstage-plugin-proxmox-common';
import { guestRouteRef } from '../routes';

/** What the guest of a task is called: its name, or its vmid where it has none. */
export const guestWord = ({ name, vmid }: ProxmoxGuest): string => name ?? vmid;

/** Leads from a task to the guest that it is about. */
export function TaskGuestLink(props: { cluster: string; guest: ProxmoxGuest }) {
  const { cluster, guest } = props;
  const path = useRouteRef(guestRouteRef);
  const word = guestWord(guest);
  const { type, vmid } = guest;
  const href = path?.({ cluster, type, vmid });
  if (href === undefined) return <>{word}</>;
  return (
    <Link href={href} title={word} truncate>
      {word}
    </Link>
  );
}
