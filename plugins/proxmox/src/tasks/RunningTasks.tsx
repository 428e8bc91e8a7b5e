import { Text } from '@backstage/ui';
import {
  SnapshotNotices,
  SnapshotsAge,
  SnapshotsView,
  type PortalProblem,
  type SourceSnapshot,
} from '@reverb256/backstage-plugin-infra-react';
import type {
  ProxmoxInventory,
  ProxmoxTasks,
} from '@reverb256/backstage-plugin-proxmox-common';
import { useId, useMemo } from 'react';
import { useProxmoxSnapshots } from '../api';
import { isClusterOld } from '../clusterVerdict';
import { NoClusters } from '../NoClusters';
import { guestsByVmid, taskGuest } from './taskGuest';
import { taskRow, type TaskOf, type TaskRow } from './taskRow';
import styles from './tasks.module.css';
import { TaskTable } from './TaskTable';

/** What runs just now, on all nodes of all clusters. */
export function RunningTasks(props: { onOpen: (of: TaskOf) => void }) {
  const result = useProxmoxSnapshots('tasks');
  const id = useId();
  return (
    <section className={styles.stack} aria-labelledby={id}>
      <h2 id={id} className={styles.heading}>
        Running now
      </h2>
      <SnapshotsView
        result={result}
        subject="the tasks"
        noSources={<NoClusters />}
      >
        {(sources, answeredAt) => (
          <>
            <SnapshotNotices sources={sources} answeredAt={answeredAt} />
            <SnapshotsAge sources={sources} />
            <Running
              sources={sources}
              answeredAt={answeredAt}
              portal={result.problem}
              onOpen={props.onOpen}
            />
          </>
        )}
      </SnapshotsView>
    </section>
  );
}

function Running(props: {
  sources: readonly SourceSnapshot<ProxmoxTasks>[];
  answeredAt: Date;
  portal: PortalProblem | undefined;
  onOpen: (of: TaskOf) => void;
}) {
  const { sources, answeredAt, portal, onOpen } = props;
  const inventories = useProxmoxSnapshots('inventory').sources;
  const rows = useMemo(
    () => runningRows(sources, inventories),
    [inventories, sources],
  );
  // An empty answer is only believed of clusters that were read, wholly and just now.
  const isUnknown = sources.some(
    source =>
      !source.snapshot.data ||
      source.snapshot.gaps.length > 0 ||
      isClusterOld(source, answeredAt, portal),
  );
  return (
    <TaskTable
      id="proxmox-tasks-running"
      label="Running now"
      rows={rows}
      onOpen={onOpen}
      empty={
        <Text color="secondary">
          {isUnknown
            ? 'None that is known. Why not all are known is said above.'
            : 'Nothing runs just now.'}
        </Text>
      }
    />
  );
}

/** The tasks that run, the newest first, with the guests that they are about as far as they are known. */
export function runningRows(
  sources: readonly SourceSnapshot<ProxmoxTasks>[],
  inventories: readonly SourceSnapshot<ProxmoxInventory>[] = [],
): TaskRow[] {
  const hasClusters = sources.length > 1;
  return sources
    .flatMap(({ snapshot }) => {
      const { source, title, data } = snapshot;
      const inventory = inventories.find(
        each => each.snapshot.source === source,
      )?.snapshot.data;
      const guests = guestsByVmid(inventory?.guests ?? {});
      return Object.values(data?.tasks ?? {})
        .filter(task => task.state === 'running')
        .map(task =>
          taskRow(source, task, {
            clusterTitle: hasClusters ? title : undefined,
            guest: taskGuest(task, guests),
          }),
        );
    })
    .sort((a, b) => b.task.startedAt.localeCompare(a.task.startedAt));
}
