import { DatePicker, TextField } from '@backstage/ui';
import { parseDate } from '@internationalized/date';
import { auditEvents } from '@reverb256/backstage-plugin-infra-common';
import {
  FilterSelect,
  type UrlFilters,
} from '@reverb256/backstage-plugin-infra-react';
import styles from '../parts/parts.module.css';
import { eventWords, type AuditFilters } from './auditFilters';

const events = auditEvents.map(event => ({
  value: event,
  label: eventWords[event],
}));

function dayOf(text: string) {
  try {
    return parseDate(text);
  } catch {
    // Nothing, or what somebody wrote into the address.
    return null;
  }
}

/** What the audit trail is searched by: person, thing, action, event and time. */
export function AuditToolbar(props: {
  filters: UrlFilters<keyof AuditFilters>;
}) {
  const { filters } = props;
  const bind = (key: keyof AuditFilters) => ({
    value: filters.values[key],
    onChange: (value: string) => filters.set(key, value),
  });
  const bindDay = (key: 'from' | 'to') => ({
    value: dayOf(filters.values[key]),
    onChange: (value: { toString(): string } | null) =>
      filters.set(key, value ? value.toString().slice(0, 10) : ''),
  });
  return (
    <div className={styles.fields}>
      <TextField label="Person" placeholder="operator" {...bind('actor')} />
      <TextField
        label="Thing"
        placeholder="part of its id or name"
        {...bind('resource')}
      />
      <TextField
        label="Action"
        placeholder="shutdown-guest"
        {...bind('action')}
      />
      <FilterSelect
        label="Event"
        all="Any event"
        options={events}
        {...bind('event')}
      />
      <DatePicker label="From the day (UTC)" {...bindDay('from')} />
      <DatePicker label="To the day (UTC)" {...bindDay('to')} />
    </div>
  );
}
