import { SearchField } from '@backstage/ui';
import {
  FilterSelect,
  type UrlFilters,
} from '@reverb256/backstage-plugin-infra-react';
import styles from '../table/TablePage.module.css';
import { LAST_KNOWN, OTHER, TEMPLATE, type GuestFilters } from './guestFilters';

const statuses = [
  { value: 'running', label: 'Running' },
  { value: 'stopped', label: 'Stopped' },
  { value: OTHER, label: 'Other' },
  { value: LAST_KNOWN, label: 'Last known' },
];

const types = [
  { value: 'qemu', label: 'Virtual machines' },
  { value: 'lxc', label: 'Containers' },
  { value: TEMPLATE, label: 'Templates' },
];

type Option = { value: string; label: string };

/** What guests are searched and filtered by. */
export function GuestsToolbar(props: {
  filters: UrlFilters<keyof GuestFilters>;
  clusters: readonly Option[];
  nodes: readonly Option[];
}) {
  const { filters, clusters, nodes } = props;
  const bind = (key: keyof GuestFilters) => ({
    value: filters.values[key],
    onChange: (value: string) => filters.set(key, value),
  });
  return (
    <div className={styles.toolbar}>
      <SearchField
        className={styles.search}
        label="Search"
        placeholder="Name, vmid, tag, node, pool"
        {...bind('q')}
      />
      <FilterSelect
        label="Status"
        all="Any status"
        options={statuses}
        {...bind('status')}
      />
      <FilterSelect
        label="Type"
        all="Any type"
        options={types}
        {...bind('type')}
      />
      <FilterSelect
        label="Node"
        all="All nodes"
        options={nodes}
        {...bind('node')}
      />
      {(clusters.length > 1 || filters.values.cluster !== '') && (
        <FilterSelect
          label="Cluster"
          all="All clusters"
          options={clusters}
          {...bind('cluster')}
        />
      )}
    </div>
  );
}
