import { hash, hashText } from '../../random.ts';
import type { Cluster } from '../cluster.ts';
import type { SubscriptionStatus } from './host-state.ts';

const URL = 'https://www.proxmox.com/en/proxmox-virtual-environment/pricing';
const DAY = 86_400;

const date = (seconds: number) =>
  new Date(seconds * 1000).toISOString().slice(0, 10);

/** Of the three: bought, about to end, and none. */
function seeded(node: string): {
  status: SubscriptionStatus;
  daysLeft: number;
} {
  if (node === 'closet') return { status: 'notfound', daysLeft: 0 };
  return { status: 'active', daysLeft: node === 'forge' ? 12 : 240 };
}

/** pve-manager API2/Subscription.pm get: only with Sys.Audit whose key it is. */
export function subscriptionOf(
  cluster: Cluster,
  node: string,
  mayAudit: boolean,
): Record<string, unknown> {
  const { seed, birth, clock, hosts } = cluster;
  const key = hashText(node);
  const id = (stream: number, length: number) =>
    hash(seed, key, stream)
      .toString(16)
      .slice(2, 2 + length)
      .padEnd(length, '0');
  const serverid = `${id(70, 12)}${id(71, 12)}${id(72, 8)}`.toUpperCase();
  const { daysLeft, ...own } = seeded(node);
  const status = hosts.subscriptions.get(node) ?? own.status;
  if (status === 'notfound') {
    return {
      status,
      message: 'There is no subscription key',
      url: URL,
      ...(mayAudit && { serverid }),
    };
  }
  const due = birth + (daysLeft || 30) * DAY;
  const ended =
    status === 'expired' || (status === 'active' && due < clock.seconds());
  const answer = {
    status: ended ? 'expired' : status,
    ...(ended && { message: 'Subscription expired' }),
    ...(status === 'invalid' && { message: 'Invalid server ID' }),
    url: URL,
  };
  if (!mayAudit) return answer;
  const sockets = (cluster.node(node)?.threads ?? 0) >= 64 ? 2 : 1;
  return {
    ...answer,
    serverid,
    sockets,
    level: 'c',
    key: `pve${sockets}c-${id(73, 10)}`,
    productname: `Proxmox VE Community Subscription ${sockets} CPU${
      sockets > 1 ? 's' : ''
    }/year`,
    regdate: `${date(due - 365 * DAY)} 00:00:00`,
    nextduedate: date(status === 'expired' ? clock.seconds() - 3 * DAY : due),
    checktime: clock.seconds() - Math.floor(0.5 * DAY * hash(seed, key, 74)),
  };
}
