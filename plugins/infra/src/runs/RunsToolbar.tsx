import { SearchField } from '@backstage/ui';
import {
  FilterSelect,
  TableToolbar,
  type UrlFilters,
} from '@reverb256/backstage-plugin-infra-react';
import { ACTIVE, ENDED, MINE, type RunFilters } from './runFilters';

/** What runs are searched and filtered by. */
export function RunsToolbar(props: { filters: UrlFilters<keyof RunFilters> }) {
  const { filters } = props;
  const bind = (key: keyof RunFilters) => ({
    value: filters.values[key],
    onChange: (value: string) => filters.set(key, value),
  });
  return (
    <TableToolbar>
      <SearchField
        label="Search"
        placeholder="What, thing, person, state"
        {...bind('q')}
      />
      <FilterSelect
        label="State"
        all="Any state"
        options={[
          { value: ACTIVE, label: 'In progress' },
          { value: ENDED, label: 'Ended' },
        ]}
        {...bind('state')}
      />
      <FilterSelect
        label="By"
        all="Anybody"
        options={[{ value: MINE, label: 'Me' }]}
        {...bind('who')}
      />
    </TableToolbar>
  );
}
