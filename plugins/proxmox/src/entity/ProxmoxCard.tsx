import { useRouteRef } from '@backstage/frontend-plugin-api';
import { EntityInfoCard, useEntity } from '@backstage/plugin-catalog-react';
import { Link, Skeleton, Text } from '@backstage/ui';
import {
  describePortalProblem,
  describeSnapshot,
  SnapshotStatus,
} from '@reverb256/backstage-plugin-infra-react';
import type { ReactNode } from 'react';
import { useProxmoxSnapshots } from '../api';
import { guestRouteRef, guestsRouteRef, nodeRouteRef } from '../routes';
import { ClusterSummary } from './ClusterSummary';
import { proxmoxOf } from './entityRefs';
import { GuestSummary } from './GuestSummary';
import { NodeSummary } from './NodeSummary';

/** What an entity is in Proxmox, on its own page: a guest, a node, or a cluster. */
export function ProxmoxCard() {
  const { entity } = useEntity();
  const found = proxmoxOf(entity);
  const guestPath = useRouteRef(guestRouteRef);
  const nodePath = useRouteRef(nodeRouteRef);
  const guestsPath = useRouteRef(guestsRouteRef);
  if (!found) return null;
  const { cluster } = found.of;
  if (found.type === 'guest') {
    const [type, vmid] = found.of.guest.split('/');
    return (
      <Frame
        cluster={cluster}
        title="Proxmox guest"
        link="All about this guest"
        href={guestPath?.({ cluster, type, vmid })}
      >
        <GuestSummary of={found.of} />
      </Frame>
    );
  }
  if (found.type === 'node') {
    const { node } = found.of;
    return (
      <Frame
        cluster={cluster}
        title="Proxmox node"
        link="All about this node"
        href={nodePath?.({ cluster, node })}
      >
        <NodeSummary of={found.of} />
      </Frame>
    );
  }
  return (
    <Frame
      cluster={cluster}
      title="Proxmox cluster"
      link="Its guests"
      href={
        guestsPath && `${guestsPath()}?cluster=${encodeURIComponent(cluster)}`
      }
    >
      <ClusterSummary cluster={cluster} />
    </Frame>
  );
}

/** A card with what is the matter with the cluster, or the portal, above what was last known. */
function Frame(props: {
  cluster: string;
  title: string;
  link: string;
  href: string | undefined;
  children: ReactNode;
}) {
  const { cluster, title, link, href, children } = props;
  const { sources, problem, answeredAt } = useProxmoxSnapshots('inventory');
  const source = sources?.find(each => each.snapshot.source === cluster);
  const notice = problem
    ? describePortalProblem(problem, 'this cluster')
    : source && answeredAt && describeSnapshot(source, answeredAt);
  return (
    <EntityInfoCard
      title={title}
      footerActions={href && <Link href={href}>{link}</Link>}
    >
      {notice && (
        <SnapshotStatus
          notice={notice}
          lastKnownAt={source?.snapshot.data && source.snapshot.collectedAt}
        />
      )}
      {!sources && !problem && <Skeleton width="100%" height={96} />}
      {sources && !source && (
        <Text color="secondary">
          The portal’s configuration names no Proxmox cluster “{cluster}”.
        </Text>
      )}
      {source?.isLoading && <Skeleton width="100%" height={96} />}
      {source && children}
    </EntityInfoCard>
  );
}
