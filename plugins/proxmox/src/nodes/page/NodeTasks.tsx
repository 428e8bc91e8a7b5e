import { useRouteRef } from '@backstage/frontend-plugin-api';
import { Link, Text } from '@backstage/ui';
import { Age } from '@reverb256/backstage-plugin-infra-react';
import type { ProxmoxInventory } from '@reverb256/backstage-plugin-proxmox-common';
import { useMemo } from 'react';
import { useProxmoxSnapshots } from '../../api';
import { isClusterOld } from '../../clusterVerdict';
import { tasksRouteRef } from '../../routes';
import {
  runningRows,
  TaskHistory,
  TaskTable,
  useTaskDialogs,
} from '../../tasks';
import styles from './node.module.css';
import type { NodeRef } from './useNode';

/** What a node does just now. */
export function NodeRunning({ of }: { of: NodeRef }) {
  const { sources, answeredAt, problem } = useProxmoxSnapshots('tasks');
  const inventories = useProxmoxSnapshots('inventory').sources;
  const { open, dialogs } = useTaskDialogs();
  const own = sources?.find(each => each.snapshot.source === of.cluster);
  const rows = useMemo(
    () =>
      runningRows(own ? [own] : [], inventories).filter(
        ({ task }) => task.node === of.node,
      ),
    [inventories, of.node, own],
  );
  const { data, error, collectedAt, gaps = [] } = own?.snapshot ?? {};
  const isOld =
    own !== undefined &&
    answeredAt !== undefined &&
    isClusterOld(own, answeredAt, problem);
  return (
    <section className={styles.stack} aria-labelledby="node-running">
      <div className={styles.line}>
        <h2 id="node-running" className={styles.heading}>
          Running tasks
        </h2>
        {collectedAt && (
          <span className={styles.small}>
            read <Age at={collectedAt} />
          </span>
        )}
      </div>
      {error && <p className={styles.note}>{error.message}</p>}
      {gaps.map(gap => (
        <p key={gap.path} className={styles.note}>
          {gap.error.message}
        </p>
      ))}
      {data && isOld && (
        <p className={styles.note}>
          What runs now is not known: these ran when the tasks were last read.
        </p>
      )}
      {data && (
        <TaskTable
          id="proxmox-tasks-running"
          label="Running tasks of this node"
          rows={rows}
          hidden="node"
          onOpen={open}
          empty={
            <Text color="secondary">
              {isOld || gaps.length > 0
                ? 'None that is known.'
                : 'Nothing runs just now.'}
            </Text>
          }
        />
      )}
      {!data && !error && (
        <Text color="secondary">Which tasks run is not known yet.</Text>
      )}
      {dialogs}
    </section>
  );
}

/** What a node did, from its own archive. */
export function NodeTasks(props: { of: NodeRef; inventory: ProxmoxInventory }) {
  const { of, inventory } = props;
  const { open, dialogs } = useTaskDialogs();
  const tasksHref = useRouteRef(tasksRouteRef)?.();
  const query = useMemo(
    () => ({ cluster: of.cluster, nodes: [of.node] }),
    [of.cluster, of.node],
  );
  const params = new URLSearchParams({ cluster: of.cluster, node: of.node });
  return (
    <>
      <TaskHistory
        title="Tasks of this node"
        query={query}
        guests={inventory.guests}
        hidden="node"
        onOpen={open}
      />
      {tasksHref && (
        <p className={styles.note}>
          <Link href={`${tasksHref}?${params}`}>
            Filter them on the page of tasks
          </Link>
        </p>
      )}
      {dialogs}
    </>
  );
}
