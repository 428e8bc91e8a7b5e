import { Container, Text } from '@backstage/ui';
import {
  useSettled,
  useUrlFilters,
  type SourceSnapshot,
} from '@reverb256/backstage-plugin-infra-react';
import type { ProxmoxInventory } from '@reverb256/backstage-plugin-proxmox-common';
import { useMemo } from 'react';
import { useProxmoxSnapshots } from '../api';
import { clusterOptions } from '../table';
import { RunningTasks } from './RunningTasks';
import { useTaskDialogs } from './TaskDialogs';
import { TaskHistory } from './TaskHistory';
import { guestOf, taskFilterKeys, taskQuery } from './taskFilters';
import type { TaskOf } from './taskRow';
import styles from './tasks.module.css';
import { TasksToolbar } from './TasksToolbar';

/** What Proxmox does and did: the tasks that run, and the history of all nodes. */
export function TasksPage() {
  const { sources } = useProxmoxSnapshots('inventory');
  const { open, dialogs } = useTaskDialogs();
  return (
    <Container pt="2" pb="5">
      <div className={styles.stack}>
        <RunningTasks onOpen={open} />
        {sources && sources.length > 0 && (
          <History sources={sources} onOpen={open} />
        )}
      </div>
      {dialogs}
    </Container>
  );
}

/** Somebody who stops for so long has typed it all, in milliseconds. */
const TYPING_MS = 300;

const noGuests = {};

function History(props: {
  sources: readonly SourceSnapshot<ProxmoxInventory>[];
  onOpen: (of: TaskOf) => void;
}) {
  const { sources, onOpen } = props;
  const filters = useUrlFilters(taskFilterKeys);
  const { values } = filters;
  const settled = useSettled(values, TYPING_MS);
  // A history is one cluster's: the first, where none is chosen.
  const cluster = settled.cluster || sources[0].snapshot.source;
  const inventory = sources.find(each => each.snapshot.source === cluster)
    ?.snapshot.data;
  const guests = inventory?.guests ?? noGuests;
  const guest = settled.guest ? guestOf(settled.guest, guests) : undefined;
  const query = useMemo(
    () => taskQuery(cluster, settled, guest),
    [cluster, guest, settled],
  );
  const isGuestUnknown = settled.guest.trim() !== '' && guest === undefined;
  const clusters = useMemo(
    () => clusterOptions(sources.map(({ snapshot }) => snapshot)),
    [sources],
  );
  const nodes = Object.keys(inventory?.nodes ?? {})
    .sort((a, b) => a.localeCompare(b, 'en', { numeric: true }))
    .map(name => ({ value: name, label: name }));
  return (
    <TaskHistory
      title="History"
      toolbar={
        <TasksToolbar filters={filters} clusters={clusters} nodes={nodes} />
      }
      unasked={
        isGuestUnknown ? (
          <Text color="secondary">
            No guest of this cluster has the name or the vmid “{settled.guest}
            ”.
          </Text>
        ) : undefined
      }
      query={query}
      guests={guests}
      onClear={filters.isFiltered ? filters.clear : undefined}
      onOpen={onOpen}
    />
  );
}
