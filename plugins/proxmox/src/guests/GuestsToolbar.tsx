import {
  FilterSelect,
  QueryField,
  setTerm,
  TableToolbar,
  termOf,
  type QueryValue,
} from '@reverb256/backstage-plugin-infra-react';
import { guestQueryKeys, LAST_KNOWN, OTHER } from './guestQuery';

const statuses = [
  { value: 'running', label: 'Running' },
  { value: 'stopped', label: 'Stopped' },
  { value: OTHER, label: 'Other' },
  { value: LAST_KNOWN, label: 'Last known' },
];

const types = [
  { value: 'vm', label: 'Virtual machines' },
  { value: 'ct', label: 'Containers' },
  { value: 'template', label: 'Templates' },
];

/** Other words for the same type, which links may have. */
const typeAliases: Readonly<Record<string, string>> = { qemu: 'vm', lxc: 'ct' };

const byName = new Intl.Collator('en', { numeric: true }).compare;

/** What guests are searched and filtered by: all of it is one search, which the choices only write. */
export function GuestsToolbar(props: {
  query: string;
  onChange: (query: string) => void;
  valuesOf: (key: string) => readonly QueryValue[];
  clusters: readonly { value: string; label: string }[];
}) {
  const { query, onChange, valuesOf, clusters } = props;
  const bind = (key: string) => ({
    value: termOf(query, key),
    onChange: (value: string) => onChange(setTerm(query, key, value)),
  });
  const type = termOf(query, 'type');
  const nodes = valuesOf('node')
    .map(({ value }) => value)
    .sort(byName)
    .map(value => ({ value, label: value }));
  return (
    <TableToolbar>
      <QueryField
        label="Search"
        placeholder="Name, vmid, address, tag:… node:…"
        value={query}
        onChange={onChange}
        keys={guestQueryKeys}
        valuesOf={valuesOf}
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
        value={typeAliases[type] ?? type}
      />
      <FilterSelect
        label="Node"
        all="All nodes"
        options={nodes}
        {...bind('node')}
      />
      {(clusters.length > 1 || termOf(query, 'cluster') !== '') && (
        <FilterSelect
          label="Cluster"
          all="All clusters"
          options={clusters}
          {...bind('cluster')}
        />
      )}
    </TableToolbar>
  );
}
