import { Select } from '@backstage/ui';

/** Stands for no filter: a select cannot have an empty key. */
const ALL = 'all';

/** @public */
export interface FilterSelectProps {
  label: string;
  /** What no filter is called: `All nodes`. */
  all: string;
  /** Empty for all. */
  value: string;
  options: readonly { value: string; label: string }[];
  onChange: (value: string) => void;
}

/** A choice among the values of a column. Many can be searched. @public */
export function FilterSelect(props: FilterSelectProps) {
  const { label, all, value, options, onChange } = props;
  // A link may name something that is not there now: it stays visible, or nobody would know why nothing is found.
  const isForeign = value !== '' && !options.some(o => o.value === value);
  return (
    <Select
      label={label}
      value={value || ALL}
      onChange={key => onChange(key === ALL || key === null ? '' : String(key))}
      search={options.length > 12 ? true : undefined}
      options={[
        { id: ALL, label: all },
        ...options.map(option => ({ id: option.value, label: option.label })),
        ...(isForeign ? [{ id: value, label: value }] : []),
      ]}
    />
  );
}
