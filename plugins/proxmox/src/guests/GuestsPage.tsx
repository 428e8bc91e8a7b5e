import { Container } from '@backstage/ui';
import {
  SnapshotNotices,
  SnapshotsAge,
  SnapshotsView,
  type PortalProblem,
  type SourceSnapshot,
} from '@reverb256/backstage-plugin-infra-react';
import type { ProxmoxInventory } from '@reverb256/backstage-plugin-proxmox-common';
import { useMemo } from 'react';
import { Navigate, useSearchParams } from 'react-router-dom';
import { useProxmoxSnapshots } from '../api';
import { NoClusters } from '../NoClusters';
import { clusterOptions } from '../table';
import styles from '../table/TablePage.module.css';
import { GuestOperations } from './GuestOperations';
import { renewSearch } from './guestQuery';
import { guestAddresses, guestRows } from './guestRows';
import { GuestsTable } from './GuestsTable';

/** The guests of all clusters in one table. */
export function GuestsPage() {
  const result = useProxmoxSnapshots('inventory');
  const [params] = useSearchParams();
  const renewed = renewSearch(params);
  if (renewed !== undefined) return <Navigate to={renewed} replace />;
  return (
    <Container pt="2" pb="5">
      <SnapshotsView
        result={result}
        subject="the Proxmox clusters"
        noSources={<NoClusters />}
      >
        {(sources, answeredAt) => (
          <div className={styles.page}>
            <SnapshotNotices sources={sources} answeredAt={answeredAt} />
            <SnapshotsAge sources={sources} />
            <Guests
              sources={sources}
              answeredAt={answeredAt}
              portal={result.problem}
            />
          </div>
        )}
      </SnapshotsView>
    </Container>
  );
}

function Guests(props: {
  sources: readonly SourceSnapshot<ProxmoxInventory>[];
  answeredAt: Date;
  portal: PortalProblem | undefined;
}) {
  const { sources, answeredAt, portal } = props;
  const told = useProxmoxSnapshots('addresses').sources;
  const addresses = useMemo(() => guestAddresses(told ?? []), [told]);
  const rows = useMemo(
    () => guestRows(sources, answeredAt, portal, addresses),
    [sources, answeredAt, portal, addresses],
  );
  const clusters = useMemo(
    () => clusterOptions(sources.map(({ snapshot }) => snapshot)),
    [sources],
  );
  const isLoading = sources.some(source => source.isLoading);
  // An empty answer is only believed of clusters that were read, and whose guests were not left out.
  const isUnknown = sources.some(
    ({ snapshot }) =>
      !snapshot.data || snapshot.gaps.some(gap => gap.path === 'guests'),
  );
  return (
    <GuestOperations sources={sources}>
      <GuestsTable
        rows={rows.length === 0 && isLoading ? undefined : rows}
        clusters={clusters}
        isUnknown={isUnknown}
        areSomeHidden={sources.some(
          ({ snapshot }) => snapshot.data?.guestsPartial,
        )}
      />
    </GuestOperations>
  );
}
