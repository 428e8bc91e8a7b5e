import type { AuditRecord } from '@reverb256/backstage-plugin-infra-common';
import {
  formatActor,
  formatMoment,
  originWords,
  TitleValue,
  type DataColumn,
} from '@reverb256/backstage-plugin-infra-react';
import { eventWords } from './auditFilters';
import styles from './AuditTable.module.css';

export type AuditRow = AuditRecord & { id: string };

/** The column says that it is UTC. */
const momentOf = ({ at }: AuditRecord) => formatMoment(at).replace(' UTC', '');

/** What is shown of audit records; they are not sorted, as older ones may not be there yet. */
export const auditColumns: readonly DataColumn<AuditRow>[] = [
  {
    id: 'at',
    label: 'When (UTC)',
    minWidth: 104,
    grow: 1.4,
    cell: (record, shown) => {
      const moment = momentOf(record);
      // Where there is little room the time is a line of its own.
      return shown.has('actor') ? (
        <TitleValue
          title={moment}
          description={`${record.pluginId} ${record.seq}`}
        />
      ) : (
        <TitleValue
          title={moment.slice(0, 10)}
          description={moment.slice(11)}
        />
      );
    },
  },
  {
    id: 'event',
    label: 'Event',
    minWidth: 96,
    cell: record => (
      <span className={styles.event} data-event={record.event}>
        {eventWords[record.event]}
      </span>
    ),
  },
  {
    id: 'actor',
    label: 'Who',
    minWidth: 110,
    grow: 1.2,
    priority: 2,
    cell: record => (
      <TitleValue
        title={formatActor(record.actor)}
        description={`from ${originWords[record.origin]}`}
      />
    ),
  },
  {
    id: 'action',
    label: 'What',
    minWidth: 130,
    grow: 1.6,
    cell: (record, shown) => (
      <TitleValue
        title={record.action}
        description={
          shown.has('actor')
            ? record.resourceTitle
            : `${record.resourceTitle} · ${formatActor(record.actor)}`
        }
      />
    ),
  },
  {
    id: 'resource',
    label: 'Thing',
    minWidth: 130,
    grow: 1.6,
    priority: 3,
    cell: record => (
      <TitleValue title={record.resourceId} description={record.resourceType} />
    ),
  },
];
