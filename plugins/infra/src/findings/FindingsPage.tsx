import { useApi } from '@backstage/frontend-plugin-api';
import { usePermission } from '@backstage/plugin-permission-react';
import { Button, Container, SearchField, Text } from '@backstage/ui';
import {
  infraFindingUpdatePermission,
  isOutage,
  type GatheredFindings,
} from '@reverb256/backstage-plugin-infra-common';
import {
  FilterSelect,
  formatCount,
  TableToolbar,
  usePolled,
  useUrlFilters,
  type UrlFilters,
} from '@reverb256/backstage-plugin-infra-react';
import { infraApiRef } from '../api';
import { PolledView, UnknownParts } from '../parts';
import styles from '../parts/parts.module.css';
import { FindingItem } from './FindingItem';
import {
  filterFindings,
  findingFilterKeys,
  MUTED,
  RESOLVED,
  wantsAll,
  type FindingFilters,
} from './findingFilters';
import listStyles from './findings.module.css';

type Filters = UrlFilters<keyof FindingFilters>;

/** What a person should look at, of all plugins, the most severe first. */
export function FindingsPage() {
  const api = useApi(infraApiRef);
  const filters = useUrlFilters(findingFilterKeys);
  const result = usePolled(
    api.findings(wantsAll(filters.values) ? 'all' : 'open'),
  );
  return (
    <Container pt="2" pb="5">
      <div className={styles.stack}>
        <Toolbar filters={filters} />
        <PolledView result={result} subject="the findings">
          {data => <Findings data={data} filters={filters} />}
        </PolledView>
      </div>
    </Container>
  );
}

function Toolbar({ filters }: { filters: Filters }) {
  const bind = (key: keyof FindingFilters) => ({
    value: filters.values[key],
    onChange: (value: string) => filters.set(key, value),
  });
  if (filters.values.id) {
    return (
      <div className={styles.actions}>
        <Button variant="secondary" onPress={filters.clear}>
          Show all open findings
        </Button>
      </div>
    );
  }
  return (
    <TableToolbar>
      <SearchField
        label="Search"
        placeholder="What, thing, evidence"
        {...bind('q')}
      />
      <FilterSelect
        label="Show"
        all="Open"
        options={[
          { value: MUTED, label: 'Muted' },
          { value: RESOLVED, label: 'Resolved' },
        ]}
        {...bind('show')}
      />
      <FilterSelect
        label="Severity"
        all="Any severity"
        options={[
          { value: 'critical', label: 'Critical' },
          { value: 'warning', label: 'Warning' },
          { value: 'info', label: 'Info' },
        ]}
        {...bind('severity')}
      />
    </TableToolbar>
  );
}

function Findings(props: { data: GatheredFindings; filters: Filters }) {
  const { data, filters } = props;
  const { allowed } = usePermission({
    permission: infraFindingUpdatePermission,
  });
  const shown = filterFindings(data.items, filters.values);
  return (
    <>
      <UnknownParts unknown={data.unknown} things="findings" />
      {shown.length === 0 ? (
        <Nothing data={data} filters={filters} />
      ) : (
        <>
          <p className={listStyles.count} role="status">
            {formatCount(shown.length, 'finding')}
          </p>
          <ul className={listStyles.list} aria-label="Findings">
            {shown.map(finding => (
              <FindingItem
                key={finding.id}
                finding={finding}
                isUnconfirmed={data.unknown.some(
                  ({ pluginId, source }) =>
                    pluginId === finding.pluginId &&
                    (source === undefined ||
                      (source === finding.source && !isOutage(finding))),
                )}
                mayDecide={allowed}
              />
            ))}
          </ul>
        </>
      )}
    </>
  );
}

function Nothing(props: { data: GatheredFindings; filters: Filters }) {
  const { data, filters } = props;
  const { isFiltered, values, clear } = filters;
  const isNarrow = isFiltered && (data.items.length > 0 || values.id !== '');
  if (isNarrow) {
    return (
      <div className={styles.stack}>
        <Text>
          {values.id
            ? 'This finding is not known any more.'
            : 'No findings match the search and the filters.'}
        </Text>
        <div>
          <Button variant="secondary" onPress={clear}>
            Clear all filters
          </Button>
        </div>
      </div>
    );
  }
  // Nothing found is good news only where everything could be looked at.
  if (data.unknown.length > 0) {
    return (
      <Text color="secondary">
        No findings are known. Not everything could be looked at: see above.
      </Text>
    );
  }
  const muted = data.items.filter(each => each.muted !== undefined).length;
  return (
    <Text color="secondary">
      {muted > 0
        ? `Nothing needs to be looked at, besides ${muted} that somebody muted: see them under Show.`
        : 'Nothing needs to be looked at.'}
    </Text>
  );
}
