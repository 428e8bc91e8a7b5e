import { TextField } from '@backstage/ui';
import {
  FilterSelect,
  type UrlFilters,
} from '@reverb256/backstage-plugin-infra-react';
import { FAILED, sinceOptions, type TaskFilters } from './taskFilters';
import styles from './tasks.module.css';
import { taskTypeOptions } from './taskWords';

type Option = { value: string; label: string };

/** What tasks of the past are filtered by. */
export function TasksToolbar(props: {
  filters: UrlFilters<keyof TaskFilters>;
  clusters: readonly Option[];
  nodes: readonly Option[];
}) {
  const { filters, clusters, nodes } = props;
  const { cluster } = filters.values;
  const bind = (key: keyof TaskFilters) => ({
    value: filters.values[key],
    onChange: (value: string) => filters.set(key, value),
  });
  return (
    <div className={styles.toolbar}>
      {clusters.length > 1 && (
        <FilterSelect
          label="Cluster"
          all={clusters[0].label}
          options={clusters.slice(1)}
          {...bind('cluster')}
          // The first is shown where none is chosen.
          value={cluster === clusters[0].value ? '' : cluster}
        />
      )}
      <FilterSelect
        label="Node"
        all="All nodes"
        options={nodes}
        {...bind('node')}
      />
      <TextField label="Guest" placeholder="Name or vmid" {...bind('guest')} />
      <FilterSelect
        label="Type"
        all="Any type"
        options={taskTypeOptions}
        {...bind('type')}
      />
      <TextField label="User" placeholder="root@pam" {...bind('user')} />
      <FilterSelect
        label="End"
        all="Any end"
        options={[{ value: FAILED, label: 'Only failed' }]}
        {...bind('state')}
      />
      <FilterSelect
        label="Began"
        all="Any time"
        options={sinceOptions}
        {...bind('since')}
      />
    </div>
  );
}
